import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../src/acserver/ini/document.ts';
import { readEntryList, reorder, tooLong } from '../../../src/acserver/ini/entryList.ts';
import { bytesOf, fixture, ini } from './fixtures.ts';

const STOCK = 'entry_list.stock-manager.ini';
const CONTENT_MANAGER = 'entry_list.content-manager-dialect.ini';
const TRICKY = 'entry_list.tricky-handmade.ini';

describe('reading entry_list.ini', () => {
  it('reads every slot of the stock manager’s file', () => {
    const { slots } = readEntryList(fixture(STOCK));
    expect(slots).toHaveLength(19);
    expect(slots[0]).toEqual({
      carId: 0,
      model: 'bmw_m3_e30_drift',
      skin: 'alpine_white_I',
      spectatorMode: false,
      driverName: '',
      team: '',
      guids: [],
      ballastKg: 0,
      restrictor: 0,
    });
  });

  it('reads names with separators in them, and a shared car’s GUIDs once each', () => {
    expect(readEntryList(fixture(TRICKY)).slots[0]).toMatchObject({
      driverName: 'Żółw; "Jr." = #1 [TÜV]',
      team: 'Équipe; Nord',
      guids: ['76561198000000001', '76561198000000002'],
      ballastKg: 25,
      restrictor: 10,
    });
    expect(readEntryList(fixture(TRICKY)).slots[1]).toMatchObject({ spectatorMode: true, guids: [], ballastKg: 0 });
  });

  it('ends at a gap in the numbers', () => {
    expect(readEntryList(fixture(TRICKY)).slots).toHaveLength(2);
    expect(readEntryList(ini('[CAR_1]\nMODEL=a\n')).slots).toEqual([]);
  });

  it('reads an invalid number as 0', () => {
    expect(readEntryList(ini('[CAR_0]\nMODEL=a\nBALLAST=ten\nRESTRICTOR=-1\n')).slots[0]).toMatchObject({
      ballastKg: 0,
      restrictor: 0,
    });
  });
});

describe('an entry list longer than car ids allow', () => {
  const listOf = (many: number, without?: number): string =>
    Array.from({ length: many }, (_, carId) =>
      carId === without ? '' : `[CAR_${carId}]\nMODEL=m${carId}\nDRIVERNAME=D${carId}\n\n`,
    ).join('');
  const of = (text: string) => readEntryList(ini(text));

  it.each([
    [255, undefined, 255, 0],
    [256, undefined, 256, 0],
    [257, undefined, 256, 1],
    [900, undefined, 256, 644],
    // Slots after a gap are ignored.
    [900, 200, 200, 0],
    [900, 256, 256, 0],
    [900, 300, 256, 44],
  ])('of %i slots, without CAR_%s, has %i usable slots and %i beyond', (many, without, slots, beyond) => {
    const read = of(listOf(many, without));
    expect([read.slots.length, read.beyond]).toEqual([slots, beyond]);
    expect(read.slots.at(-1)).toMatchObject({ carId: slots - 1, model: `m${slots - 1}` });
  });

  it('is reported in a sentence, and a shorter one is not', () => {
    expect(tooLong(of(listOf(257)))).toBe(
      'entry_list.ini has 257 slots, but car ids only go up to 255: the slots from CAR_256 on cannot be driven and are left where they are.',
    );
    expect([tooLong(of(listOf(256))), tooLong(of(''))]).toEqual([undefined, undefined]);
  });

  it('can be reordered, and keeps the slots beyond', () => {
    const text = listOf(900);
    const order = Array.from({ length: 256 }, (_, carId) => 255 - carId);
    const written = reorder(ini(text), order).toString();
    const behind = text.indexOf('[CAR_256]');
    expect(written.slice(behind)).toBe(text.slice(behind));
    expect(of(written).slots.map(({ driverName }) => driverName)).toEqual(order.map((carId) => `D${carId}`));
    expect(() => reorder(ini(text), [...order, 256])).toThrow('has 256 slots, and the new order names slot 256');
  });
});

describe('reordering an entry list', () => {
  it('moves whole slots and keeps the lines between them', () => {
    const document = ini(
      '; grid\n[CAR_0]\nMODEL=a\nFIXED_SETUP=x.ini\n\n; second row\n[car_1]\nmodel = b\nAI=none\n[OTHER]\nK=1\n[CAR_2]\nMODEL=c',
    );
    expect(reorder(document, [2, 0, 1]).toString()).toBe(
      '; grid\n[CAR_0]\nMODEL=c\n\n; second row\n[car_1]\nMODEL=a\nFIXED_SETUP=x.ini\n[OTHER]\nK=1\n[CAR_2]\nmodel = b\nAI=none',
    );
  });

  it('keeps BOM, CRLF and the slot after a gap', () => {
    const lines = bytesOf(TRICKY).toString().split('\r\n');
    const swapped = reorder(fixture(TRICKY), [1, 0]).toString().split('\r\n');
    expect(swapped).toHaveLength(lines.length);
    expect(swapped[0]).toBe('\ufeff[CAR_0]');
    expect(swapped[1]).toBe('; a comment line');
    expect(swapped.slice(-8)).toEqual(lines.slice(-8));
    expect(readEntryList(parseIni(reorder(fixture(TRICKY), [1, 0]), TRICKY)).slots[1]?.team).toBe('Équipe; Nord');
  });

  it('gives the same file for the current order', () => {
    expect(reorder(fixture(STOCK), [...Array(19).keys()]).equals(bytesOf(STOCK))).toBe(true);
  });

  it('loses no slot and no key in any order', () => {
    const { slots } = readEntryList(fixture(CONTENT_MANAGER));
    const orders = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
    fc.assert(
      fc.property(orders, (order) => {
        const ordered = parseIni(reorder(fixture(CONTENT_MANAGER), order), CONTENT_MANAGER);
        expect(readEntryList(ordered).slots).toEqual(order.map((from, carId) => ({ ...slots[from], carId })));
        const undone = order.map((_, carId) => order.indexOf(carId));
        expect(reorder(ordered, undone).equals(bytesOf(CONTENT_MANAGER))).toBe(true);
      }),
    );
  });

  it('does not change the document it was given', () => {
    const document = fixture(CONTENT_MANAGER);
    reorder(document, [4, 3, 2, 1, 0]);
    expect(document.toBytes().equals(bytesOf(CONTENT_MANAGER))).toBe(true);
  });

  it.each([
    [[], 'leaves out slot 0'],
    [[0, 1, 2, 3], 'leaves out slot 4'],
    [[0, 1, 2, 3, 3], 'names slot 3 twice'],
    [[0, 1, 2, 3, 5], 'names slot 5'],
    [[0, 1, 2, 3, 0.5], 'names slot 0.5'],
  ])('refuses the order %j', (order, problem) => {
    expect(() => reorder(fixture(CONTENT_MANAGER), order)).toThrow(
      `${CONTENT_MANAGER} has 5 slots, and the new order ${problem}.`,
    );
  });

  it('refuses an empty grid and a slot written twice', () => {
    expect(() => reorder(ini(''), [])).toThrow('test.ini has no [CAR_0]: there is no grid to order.');
    expect(() => reorder(ini('[CAR_0]\nMODEL=a\n[CAR_0]\nMODEL=b\n'), [0])).toThrow(/has the section \[CAR_0\] twice/);
  });
});
