import { describe, expect, test } from 'vitest';
import { driver, driverAmong, driverOrGuid, driversAmong } from '../../src/command/driver.ts';
import { cursorOver, cursorOverValue } from '../../src/command/words.ts';
import type { DriverRow } from '../../src/features/drivers/rows.ts';
import { caller, fakeServer } from './world.ts';

const row = (carId: number, name: string, guid = `765611979000000${String(carId).padStart(2, '0')}`): DriverRow => ({
  carId,
  name,
  guid,
  model: 'abarth500',
  skin: '',
  loaded: true,
  joinedAt: 0,
  ballastKg: 0,
  restrictorPercent: 0,
  laps: 0,
});
const reading = (...drivers: DriverRow[]) => ({
  view: fakeServer('gt3', { drivers: () => drivers }).server.view(),
  caller: caller('steward'),
});

const read = (line: string, drivers: DriverRow[], param = driver('Who')) => {
  const cursor = cursorOver(line);
  const { carId } = param.read(cursor, 'driver', reading(...drivers));
  return { carId, rest: cursor.takeRest() };
};

const billy = row(4, 'Billy', '99999999999999999');

describe('a driver is named', () => {
  test.each(['Billy', '4', '99999999999999999', 'billy', '"Billy"'])('by %s', (said) => {
    expect(read(said, [row(1, 'Ada'), billy])).toEqual({ carId: 4, rest: '' });
  });

  test('by a name of two words without quotes, with a reason behind it', () => {
    expect(read('Mark Hannon blocking in turn 3', [row(1, 'Mark'), row(2, 'Mark Hannon')])).toEqual({
      carId: 2,
      rest: 'blocking in turn 3',
    });
  });

  test('by the longest name that fits', () => {
    expect(read('Mark was slow', [row(1, 'Mark'), row(2, 'Mark Hannon')])).toEqual({ carId: 1, rest: 'was slow' });
  });

  test.each([
    ['🏁 Łukasz', '🏁 Łukasz'],
    ['[TÜV] "Żółw"', '[TÜV] "Żółw"'],
    ['[TÜV] Żółw', '[TÜV] "Żółw"'],
    ['Elena', '\u202eElena'],
    ['__proto__', '__proto__'],
    ['a  b', 'a b'],
  ])('by %s where the name is %s', (said, name) => {
    expect(read(said, [row(3, name), row(5, 'Ada')])).toMatchObject({ carId: 3 });
  });
});

describe('a driver whom the league calls otherwise', () => {
  const otto = { ...row(2, 'xX_Otto_Xx'), leagueName: 'Otto Falk' };
  const present = [row(1, 'Ada'), otto, { ...row(3, 'Ottilie'), leagueName: 'Ada' }];

  test.each(['xX_Otto_Xx', 'Otto Falk', 'otto falk'])('is named by either name: %s', (said) => {
    expect(read(`${said} blocking`, present)).toEqual({ carId: 2, rest: 'blocking' });
  });

  test('is one of two who may be meant, where somebody else is called so in the game', () => {
    expect(() => read('Ada', present)).toThrow(/^"Ada" could be Ada \(car 1, .*Ottilie \(car 3, /);
  });

  test('is suggested by the league’s name, for either', () => {
    const suggest = (typed: string) => driver('Who').suggest?.(typed, reading(...present));
    expect(suggest('falk')).toEqual([{ label: 'Otto Falk (car 2)', value: otto.guid }]);
    expect(suggest('xx_')).toEqual([{ label: 'Otto Falk (car 2)', value: otto.guid }]);
  });
});

test('somebody with a long name is suggested with their car, which tells them from a namesake', async () => {
  const long = 'Maximilian Alexander von und zu Hohenlohe-Langenburg of the Northern Sim Racing Club '.repeat(3);
  const suggested = (await driver('Who').suggest?.('maxi', reading(row(4, long), row(5, long)))) ?? [];
  const labels = suggested.map(({ label }) => label);
  expect(labels.map((label) => label.slice(-8))).toEqual([' (car 4)', ' (car 5)']);
  // What is offered on Discord has 100 characters.
  expect(labels.every((label) => label.length <= 100)).toBe(true);
});

describe('nobody is hit by mistake', () => {
  test('a part of a name is not enough', () => {
    expect(() => read('Bil', [billy])).toThrow('Nobody called "Bil" is on the server. Those who are: car 4 Billy.');
  });

  test('a part is enough where a wrong guess hurts nobody, when it is unique', () => {
    expect(read('bil', [billy, row(5, 'Ada')], driver('Who', { partial: true }))).toMatchObject({ carId: 4 });
    expect(() => read('a', [row(1, 'Ada'), row(2, 'Ana')], driver('Who', { partial: true }))).toThrow(/could be Ada/);
  });

  test('a name that looks like a car id is a question', () => {
    expect(() => read('4', [billy, row(7, '4')])).toThrow(
      /"4" could be 4 \(car 7, GUID .*\), Billy \(car 4, .*use the GUID/,
    );
  });

  test('namesakes are a question, and the GUID answers it', () => {
    const namesakes = [row(1, 'Ada'), row(2, 'Ada')];
    expect(() => read('Ada', namesakes)).toThrow(/could be Ada \(car 1, .*Ada \(car 2/);
    expect(read('76561197900000002', namesakes)).toMatchObject({ carId: 2 });
  });

  test('an empty name is nobody', () => {
    expect(() => read('', [row(1, '')])).toThrow(/driver is missing/);
    expect(() => read('""', [row(1, '')])).toThrow(/Nobody called "" is on the server/);
  });

  test('who left is not there', () => expect(() => read('Billy', [])).toThrow(/The server is empty/));
});

describe('one of those listed', () => {
  const ada = { guid: '76561197900000001', carId: 1, name: 'Ada' };
  const sentence = '"Billy" is not one of the drivers to choose from.';

  test.each([
    ['one', driverAmong],
    ['several', driversAmong],
  ] as const)('is found in that list, whoever is on the server: %s', (_, among) => {
    const readAmong = (listed: readonly (typeof ada)[]) => () =>
      among('Who', () => listed).read(cursorOver('Billy'), 'driver', reading(billy));
    expect(readAmong([ada])).toThrow(`${sentence} Those who are: car 1 Ada.`);
    expect(readAmong([])).toThrow(`${sentence} There are none.`);
  });
});

describe('on Discord', () => {
  test('the value is one name, blanks and all', () => {
    const mark = row(2, 'Mark Hannon');
    expect(driver('Who').read(cursorOverValue('Mark Hannon'), 'driver', reading(mark)).carId).toBe(2);
    expect(driver('Who').read(cursorOverValue(mark.guid), 'driver', reading(mark)).carId).toBe(2);
  });

  test('suggestions show the name and send the GUID', () => {
    expect(driver('Who').suggest?.('bil', reading(billy, row(1, 'Ada')))).toEqual([
      { label: 'Billy (car 4)', value: billy.guid },
    ]);
  });
});

describe('somebody who need not be there', () => {
  test('is named by GUID', () => {
    const person = driverOrGuid('Who').read(cursorOver('12345678987654321'), 'driver', reading(billy));
    expect(person).toEqual({ guid: '12345678987654321' });
  });

  test('is the driver when that driver is there', () => {
    expect(driverOrGuid('Who').read(cursorOver(billy.guid), 'driver', reading(billy))).toMatchObject({ carId: 4 });
  });

  test('cannot be named by a name', () => {
    expect(() => driverOrGuid('Who').read(cursorOver('Ada'), 'driver', reading(billy))).toThrow(/Nobody called "Ada"/);
  });
});
