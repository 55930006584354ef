import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IniDocument, parseIni } from '../../../src/acserver/ini/document.ts';
import { readEntryList } from '../../../src/acserver/ini/entryList.ts';
import { listProblem } from '../../../src/features/grid/race.ts';
import { writeGrid } from '../../../src/features/grid/write.ts';
import { fixture as list } from '../../acserver/ini/fixtures.ts';
import { gridOf, guid, race } from './made.ts';

describe('writing the grid', () => {
  it('keeps unknown keys, comments, GUID lists, BOM, line ends and the slot after a gap', () => {
    const document = list('entry_list.tricky-handmade.ini');
    const reservations = [{ carId: 1, guid: guid(4), name: 'Ada Żółw' }];
    const lines = document.toBytes().toString().split('\r\n');
    const written = writeGrid(document, { order: [1, 0], reservations })
      .toString()
      .split('\r\n');
    expect(written.slice(0, 9)).toEqual([
      '\ufeff[CAR_0]',
      '; a comment line',
      'MODEL=bmw_m3_e30',
      'SKIN=',
      'SPECTATOR_MODE=1',
      'DRIVERNAME=Ada Żółw',
      'TEAM=',
      `GUID=${guid(4)}`,
      'BALLAST=',
    ]);
    expect(written.slice(11, 21)).toEqual(['[CAR_1]', ...lines.slice(1, 10)]);
    expect(written.slice(-8)).toEqual(lines.slice(-8));
  });

  it('does not change the document it was given', () => {
    const document = list('entry_list.tricky-handmade.ini');
    const before = document.toBytes();
    writeGrid(document, { order: [1, 0], reservations: [{ carId: 1, guid: guid(4), name: 'Ada' }] });
    expect(document.toBytes().equals(before)).toBe(true);
  });

  it('refuses a slot listed twice', () => {
    const document = parseIni(Buffer.from('[CAR_0]\nMODEL=a\n[CAR_0]\nMODEL=b\n'), 'entry_list.ini');
    expect(() => writeGrid(document, { order: [0], reservations: [] })).toThrow(/the section \[CAR_0\] twice/);
  });
});

describe('any results with any entry list', () => {
  const guids = fc.integer({ min: 0, max: 6 }).map(guid);
  const models = fc.constantFrom('a', 'b');
  const row = fc.record({
    carId: fc.integer({ min: 0, max: 9 }),
    guid: fc.oneof(guids, fc.constantFrom('', '0', '$#@@!$kicked')),
    name: fc.oneof(fc.string(), fc.constantFrom('', '[CAR_0]', 'A\r\nGUID=1', 'Ż; "Jr."=#')),
    totalMs: fc.constantFrom(0, 1000, 2000),
    model: fc.oneof(models, fc.constant('')),
    more: fc.constantFrom({}, { Disqualified: true }, { HasPenalty: true, PenaltyTime: 5e9 }),
  });
  const section = fc.record({
    model: models,
    own: fc.constantFrom('', 'AI=none\n', '; kept\n', 'FIXED_SETUP=x.ini\n'),
  });
  /** For each GUID, the slot that holds it; a number beyond the list means none. */
  const holders = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 });
  const lists = fc.record({ sections: fc.array(section, { minLength: 1, maxLength: 8 }), holders });

  const textOf = ({ sections, holders }: { sections: { model: string; own: string }[]; holders: number[] }): string =>
    `; preamble\n${sections
      .map(({ model, own }, n) => {
        const mine = holders.flatMap((holder, index) => (holder === n ? [guid(index)] : []));
        return `[CAR_${n}]\nMODEL=${model}\n${own}SKIN=s${n}\nGUID=${mine.join(';')}\nDRIVERNAME=${mine.length > 0 ? 'own' : ''}\n\n; between\n`;
      })
      .join('')}[OTHER]\nK=1\n`;

  it('reorder whole slots, with no GUID twice and nothing else changed', () => {
    fc.assert(
      fc.property(lists, fc.array(row, { maxLength: 12 }), fc.constantFrom('finish', 'reverse'), (made, rows, rule) => {
        const document = parseIni(Buffer.from(textOf(made)), 'entry_list.ini');
        const before = readEntryList(document).slots;
        const grid = gridOf(race(rows), before, rule);
        const after = parseIni(writeGrid(document, grid), 'entry_list.ini');
        const ordered = readEntryList(after).slots;
        expect(grid.order.toSorted((a, b) => a - b)).toEqual(before.map(({ carId }) => carId));
        expect(listProblem(ordered, 'it')).toBeUndefined();
        for (const [place, from] of grid.order.entries()) {
          const reserved = grid.reservations.some(({ carId }) => carId === from);
          expect(valuesOf(after, place, reserved)).toEqual(valuesOf(document, from, reserved));
          if (reserved) expect(before[from]?.guids).toEqual([]);
        }
        expect(restOf(after)).toEqual(restOf(document));
      }),
      { numRuns: 300 },
    );
  });

  const valuesOf = (document: IniDocument, carId: number, reserved: boolean) =>
    document
      .keys(`CAR_${carId}`)
      .filter((key) => !reserved || (key !== 'GUID' && key !== 'DRIVERNAME'))
      .map((key) => [key, document.get(`CAR_${carId}`, key)]);

  /** Comments within slots move with them; their number cannot change. */
  const restOf = (document: IniDocument): string[] =>
    document
      .toBytes()
      .toString()
      .split('\n')
      .filter((line) => !/^(MODEL|SKIN|GUID|DRIVERNAME|AI|FIXED_SETUP|; kept)/.test(line));
});
