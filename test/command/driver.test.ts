import { describe, expect, test } from 'vitest';
import { driver, driverAmong, driverIfAny, driverOrGuid, driversAmong } from '../../src/command/driver.ts';
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

describe('a driver can be named', () => {
  test.each(['Billy', '4', '99999999999999999', 'billy', '"Billy"'])('by %s', (said) => {
    expect(read(said, [row(1, 'Ada'), billy])).toEqual({ carId: 4, rest: '' });
  });

  test('by a name of two words without quotes, followed by a reason', () => {
    expect(read('Mark Hannon blocking in turn 3', [row(1, 'Mark'), row(2, 'Mark Hannon')])).toEqual({
      carId: 2,
      rest: 'blocking in turn 3',
    });
  });

  test('by the longest matching name', () => {
    expect(read('Mark was slow', [row(1, 'Mark'), row(2, 'Mark Hannon')])).toEqual({ carId: 1, rest: 'was slow' });
  });

  test.each([
    ['🏁 Łukasz', '🏁 Łukasz'],
    ['[TÜV] "Żółw"', '[TÜV] "Żółw"'],
    ['[TÜV] Żółw', '[TÜV] "Żółw"'],
    ['Elena', '\u202eElena'],
    ['__proto__', '__proto__'],
    ['a  b', 'a b'],
  ])('by %s if the name is %s', (said, name) => {
    expect(read(said, [row(3, name), row(5, 'Ada')])).toMatchObject({ carId: 3 });
  });
});

describe('a driver with a different name in the league', () => {
  const otto = { ...row(2, 'xX_Otto_Xx'), leagueName: 'Otto Falk' };
  const present = [row(1, 'Ada'), otto, { ...row(3, 'Ottilie'), leagueName: 'Ada' }];

  test.each(['xX_Otto_Xx', 'Otto Falk', 'otto falk'])('can be named by either name: %s', (said) => {
    expect(read(`${said} blocking`, present)).toEqual({ carId: 2, rest: 'blocking' });
  });

  test('is ambiguous if another driver has that name in the game', () => {
    expect(() => read('Ada', present)).toThrow(/^"Ada" could be Ada \(car 1, .*Ottilie \(car 3, /);
  });

  test('is suggested by either name, with the league’s name shown', () => {
    const suggest = (typed: string) => driver('Who').suggest?.(typed, reading(...present));
    expect(suggest('falk')).toEqual([{ label: 'Otto Falk (car 2)', value: otto.guid }]);
    expect(suggest('xx_')).toEqual([{ label: 'Otto Falk (car 2)', value: otto.guid }]);
  });
});

test('drivers with the same long name are suggested with their car ids', async () => {
  const long = 'Maximilian Alexander von und zu Hohenlohe-Langenburg of the Northern Sim Racing Club '.repeat(3);
  const suggested = (await driver('Who').suggest?.('maxi', reading(row(4, long), row(5, long)))) ?? [];
  const labels = suggested.map(({ label }) => label);
  expect(labels.map((label) => label.slice(-8))).toEqual([' (car 4)', ' (car 5)']);
  // What is offered on Discord has 100 characters.
  expect(labels.every((label) => label.length <= 100)).toBe(true);
});

describe('no driver is chosen by mistake:', () => {
  test('a part of a name is not enough', () => {
    expect(() => read('Bil', [billy])).toThrow('Nobody called "Bil" is on the server. Those who are: car 4 Billy.');
  });

  test('a name that looks like a car id is ambiguous', () => {
    expect(() => read('4', [billy, row(7, '4')])).toThrow(
      /"4" could be 4 \(car 7, GUID .*\), Billy \(car 4, .*use the GUID/,
    );
  });

  test('two drivers with one name are ambiguous, and the GUID decides', () => {
    const namesakes = [row(1, 'Ada'), row(2, 'Ada')];
    expect(() => read('Ada', namesakes)).toThrow(/could be Ada \(car 1, .*Ada \(car 2/);
    expect(read('76561197900000002', namesakes)).toMatchObject({ carId: 2 });
  });

  test('an empty name matches nobody', () => {
    expect(() => read('', [row(1, '')])).toThrow(/driver is missing/);
    expect(() => read('""', [row(1, '')])).toThrow(/Nobody called "" is on the server/);
  });

  test('a driver who has left is not found', () => expect(() => read('Billy', [])).toThrow(/The server is empty/));
});

describe('an optional other driver at the start of a line', () => {
  const self = row(1, 'Ada Quick', '76561198000000009');
  const otto = row(4, 'Otto Brandt');
  const present = [self, otto, row(5, 'Max van der Berg'), row(6, 'Al Ash'), row(7, 'Car 54')];
  const readIfAny = (line: string, drivers = present, over = cursorOver) => {
    const cursor = over(line);
    const asked = { ...reading(...drivers), caller: caller('driver', { guid: self.guid }) };
    return [driverIfAny('Who').read(cursor, 'driver', asked)?.carId, cursor.takeRest()];
  };

  test.each([
    ['Otto Brandt pushed me off', 4, 'pushed me off'],
    ['Otto pushed me off', 4, 'pushed me off'],
    ['brandt pushed me off', 4, 'pushed me off'],
    ['Otto, pushed me off', 4, 'pushed me off'],
    ['van der Berg pushed me off', 5, 'pushed me off'],
    ['4 pushed me off', 4, 'pushed me off'],
    ['Otto Brandt (car 4) pushed me off', 4, 'pushed me off'],
  ])('is also found by one word of the name: %s', (line, carId, rest) => {
    expect(readIfAny(line)).toEqual([carId, rest]);
  });

  test.each([
    ['the caller', 'Ada here, I was pushed off'],
    ['a driver named later in the line', 'pushed off by Otto'],
    ['a driver whose name only begins the first word', 'Ottos front wing hit me'],
    ['a driver with that short word in the name', 'al the time he pushed me'],
    ['a driver with that number in the name', '54 laps and then this'],
  ])('is never %s', (_, line) => {
    expect(readIfAny(line)).toEqual([undefined, line]);
  });

  test('is nobody if two drivers share the word', () => {
    expect(readIfAny('Otto pushed me', [...present, row(8, 'Otto Falk')])).toEqual([undefined, 'Otto pushed me']);
    expect(readIfAny('Otto pushed me', [row(1, 'Otto Hahn', self.guid), otto])).toEqual([undefined, 'Otto pushed me']);
    expect(readIfAny('Otto Brandt pushed me', [...present, row(8, 'Otto Falk')])).toEqual([4, 'pushed me']);
  });

  test('is found in a field of its own, or the refusal lists the possible drivers', () => {
    expect(readIfAny('Otto', present, cursorOverValue)).toEqual([4, '']);
    expect(readIfAny('', present, cursorOverValue)).toEqual([undefined, '']);
    expect(() => readIfAny('Otto', [...present, row(8, 'Otto Falk')], cursorOverValue)).toThrow(
      /^Nobody called "Otto" is on the server\. Did you mean Otto Brandt \(car 4\) or Otto Falk \(car 8\)\?/,
    );
  });
});

describe('a driver from a list', () => {
  const ada = { guid: '76561197900000001', carId: 1, name: 'Ada' };
  const sentence = '"Billy" is not one of the drivers to choose from.';

  test.each([
    ['one driver', driverAmong],
    ['several drivers', driversAmong],
  ] as const)('is found only in the list, not on the server: %s', (_, among) => {
    const readAmong = (listed: readonly (typeof ada)[]) => () =>
      among('Who', () => listed).read(cursorOver('Billy'), 'driver', reading(billy));
    expect(readAmong([ada])).toThrow(`${sentence} Those who are: car 1 Ada.`);
    expect(readAmong([])).toThrow(`${sentence} There are none.`);
  });
});

describe('a first or last name alone', () => {
  const otto = row(4, 'Otto Brandt');
  const present = [row(1, 'Ada Quick'), otto];
  const listed = 'Those who are: car 1 Ada Quick, car 4 Otto Brandt.';

  test.each(['Otto', 'otto blocking', 'BRANDT', '"Otto"', 'Otto, blocking', '"Otto (car 9)"'])(
    'is not enough, and the refusal says whose it is: %s',
    (said) => {
      expect(() => read(said, present)).toThrow(
        / is on the server\. Did you mean Otto Brandt \(car 4\)\? Those who are: /,
      );
      expect(() =>
        read(
          said,
          present,
          driverAmong('Who', () => present),
        ),
      ).toThrow(
        /^".*" is not one of the drivers to choose from\. Did you mean Otto Brandt \(car 4\)\? Those who are: /,
      );
    },
  );

  test.each(['Ott', 'Bran', '(', '""'])('must be a whole word: %s', (said) => {
    expect(() => read(said, present)).toThrow(`" is on the server. ${listed}`);
  });

  test('lists its drivers in the refusal, three at most', () => {
    const falk = row(7, 'Otto Falk');
    const many = [...present, falk, row(8, 'Otto Hahn'), row(9, 'Otto Jung')];
    expect(() => read('Otto', [...present, falk])).toThrow(
      /Did you mean Otto Brandt \(car 4\) or Otto Falk \(car 7\)\?/,
    );
    expect(() => read('Otto', many)).toThrow(
      /mean Otto Brandt \(car 4\), Otto Falk \(car 7\) or Otto Hahn \(car 8\)\?/,
    );
  });

  test('can be of the league’s name, or between other characters', () => {
    const tagged = [{ ...row(2, 'xX_Otto_Xx'), leagueName: 'Otto Falk' }, row(3, '[TÜV]Ada|Quick')];
    expect(() => read('falk', tagged)).toThrow('Did you mean Otto Falk (car 2)?');
    expect(() => read('otto', tagged)).toThrow('Did you mean xX_Otto_Xx (car 2)?');
    expect(() => read('quick', tagged)).toThrow('Did you mean [TÜV]Ada|Quick (car 3)?');
  });

  test('is explained for each of several drivers', () => {
    const among = driversAmong('Who', () => present);
    const readAll = (line: string) => () => among.read(cursorOverValue(line), 'drivers', reading());
    expect(readAll('Otto')).toThrow('Did you mean Otto Brandt (car 4)?');
    expect(readAll('1 Otto')).toThrow('Did you mean Otto Brandt (car 4)?');
  });
});

describe('a suggestion’s label', () => {
  const sam = row(5, 'Sam Porter');
  const falk = { ...row(2, 'xX_Otto_Xx'), leagueName: 'Otto Falk' };
  const present = [sam, falk, row(7, '')];

  test.each([
    ['Sam Porter (car 5)', 5],
    ['sam porter  (CAR 5)', 5],
    ['Otto Falk (car 2)', 2],
    ['xX_Otto_Xx (car 2)', 2],
    ['without a name (car 7)', 7],
  ])('names the driver, in a line and as a value: %s', (label, carId) => {
    expect(read(`${label} blocking`, present)).toEqual({ carId, rest: 'blocking' });
    expect(read(`"${label}" blocking`, present)).toEqual({ carId, rest: 'blocking' });
    expect(driver('Who').read(cursorOverValue(label), 'driver', reading(...present)).carId).toBe(carId);
    expect(driverOrGuid('Who').read(cursorOverValue(label), 'driver', reading(...present)).carId).toBe(carId);
  });

  test.each([cursorOver, cursorOverValue])('names several drivers in a row', (over) => {
    const cursor = over('Sam Porter (car 5) Otto Falk (car 2) 5');
    const found = driversAmong('Who', () => present).read(cursor, 'drivers', reading());
    expect(found.map(({ carId }) => carId)).toEqual([5, 2]);
  });

  test.each(['Sam Porter (car 2)', '"Sam Porter (car 2)"', 'Sam Porter (car 2) blocking'])(
    'with another car is refused: %s',
    (said) => {
      const sentence = /^Sam Porter is car 5, not car 2\.$/;
      expect(() => read(said, present)).toThrow(sentence);
      expect(() =>
        read(
          said,
          present,
          driverAmong('Who', () => present),
        ),
      ).toThrow(sentence);
      expect(() => driversAmong('Who', () => present).read(cursorOver(said), 'drivers', reading())).toThrow(sentence);
    },
  );

  test('with an unknown name is refused', () => {
    expect(() => read('"Sam Part (car 5)"', present)).toThrow(/^Nobody called "Sam Part \(car 5\)" is on the server/);
  });

  test('distinguishes two drivers with one name, and a wrong car lists theirs', () => {
    const namesakes = [sam, row(6, 'Sam Porter'), row(8, 'sam porter')];
    expect(read('Sam Porter (car 6) blocking', namesakes)).toEqual({ carId: 6, rest: 'blocking' });
    expect(() => read('Sam Porter (car 1)', namesakes)).toThrow('Sam Porter is car 5, car 6, and car 8, not car 1.');
  });

  test('is ambiguous if it is also another driver’s name', () => {
    expect(() => read('Sam Porter (car 5)', [sam, row(6, 'Sam Porter (car 5)')])).toThrow(
      /^"Sam Porter \(car 5\)" could be Sam Porter \(car 5, GUID .*Sam Porter \(car 5\) \(car 6, GUID/,
    );
    expect(read('Sam Porter (car 9)', [sam, row(6, 'Sam Porter (car 9)')])).toEqual({ carId: 6, rest: '' });
  });

  test('can be part of a reason', () => {
    expect(read('Sam Porter hit Otto Falk (car 3)', present)).toEqual({ carId: 5, rest: 'hit Otto Falk (car 3)' });
  });

  test('suggests itself', () => {
    expect(driver('Who').suggest?.('Sam Porter (car 5)', reading(...present))).toEqual([
      { label: 'Sam Porter (car 5)', value: sam.guid },
    ]);
  });
});

describe('a driver parameter on Discord', () => {
  test('takes a value as one name, including blanks', () => {
    const mark = row(2, 'Mark Hannon');
    expect(driver('Who').read(cursorOverValue('Mark Hannon'), 'driver', reading(mark)).carId).toBe(2);
    expect(driver('Who').read(cursorOverValue(mark.guid), 'driver', reading(mark)).carId).toBe(2);
  });

  test('suggests the name and sends the GUID', () => {
    expect(driver('Who').suggest?.('bil', reading(billy, row(1, 'Ada')))).toEqual([
      { label: 'Billy (car 4)', value: billy.guid },
    ]);
  });
});

describe('a driver who may be absent', () => {
  test('is named by GUID', () => {
    const person = driverOrGuid('Who').read(cursorOver('12345678987654321'), 'driver', reading(billy));
    expect(person).toEqual({ guid: '12345678987654321' });
  });

  test('is the driver with that GUID if present', () => {
    expect(driverOrGuid('Who').read(cursorOver(billy.guid), 'driver', reading(billy))).toMatchObject({ carId: 4 });
  });

  test('cannot be given by a name', () => {
    expect(() => driverOrGuid('Who').read(cursorOver('Ada'), 'driver', reading(billy))).toThrow(/Nobody called "Ada"/);
  });
});
