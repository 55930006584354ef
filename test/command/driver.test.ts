import { describe, expect, test } from 'vitest';
import { driver, driverAmong, driverIfAny, driversAmong } from '../../src/command/driver.ts';
import { cursorOver, cursorOverValue } from '../../src/command/words.ts';
import type { DriverRow } from '../../src/features/drivers/rows.ts';
import { billy, read, reading, row } from './driverRig.ts';
import { caller, fakeServer } from './world.ts';

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
    expect(() => read('Ada', present)).toThrow(/^"Ada" could be Ada \(car 1\) or Ada \(car 3\)\. /);
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

  test('two drivers with one name are ambiguous, and label, car ID or GUID decides', () => {
    const namesakes = [row(1, 'Ada'), row(2, 'Ada')];
    expect(() => read('Ada', namesakes)).toThrow(
      '"Ada" could be Ada (car 1) or Ada (car 2). Name the one you mean like that, or by the car ID.',
    );
    for (const said of ['Ada (car 2)', 'car 2', '2', '76561197900000002'])
      expect(read(said, namesakes)).toMatchObject({ carId: 2 });
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
    return [driverIfAny('Who', 'session').read(cursor, 'driver', asked)?.carId, cursor.takeRest()];
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
      /^Nobody called "Otto" is on the server, or was lately\. Did you mean Otto Brandt \(car 4\) or Otto Falk \(car 8\)\?/,
    );
  });
});

describe('an optional other driver who has left', () => {
  const param = driverIfAny('Who', 'session');
  const max = row(4, 'Max Ott');
  const nora = row(5, 'Nora Lind');
  const [gone, early] = [row(5, 'Otto Brandt', '76561198000000051'), row(4, 'Nora Lind', '76561198000000052')];
  const view = (present: readonly DriverRow[], recent: readonly DriverRow[]) => {
    const { server } = fakeServer('gt3', { drivers: () => [...present] });
    const seen = server.view();
    return { ...seen, drivers: present, nameable: { ...seen.nameable, recent, involved: [] } };
  };
  const asked = {
    view: view([max, nora], [gone, max]),
    caller: caller('driver'),
    droveIn: (session: number) => (session === 12 ? [gone, early] : []),
  };
  const readIn = (line: string, given = {}, over = cursorOver) => {
    const cursor = over(line);
    return [param.read(cursor, 'driver', asked, given)?.guid, cursor.takeRest()];
  };

  test.each([
    ['Otto Brandt pushed me', gone, 'pushed me'],
    ['Otto pushed me', gone, 'pushed me'],
    ['Nora Lind pushed me', nora, 'pushed me'],
    ['5 pushed me', nora, 'pushed me'],
  ])('is found by name, but a car id is that of whoever is in the car now: %s', (line, { guid }, rest) => {
    expect(readIn(line)).toEqual([guid, rest]);
  });

  test.each([
    ['Nora Lind pushed me', early],
    ['Nora pushed me', early],
    ['4 pushed me', early],
    ['5 pushed me', gone],
    ['Max Ott pushed me', max],
  ])('in a session that is named comes first: %s', (line, { guid }) => {
    expect(readIn(line, { session: 12 })).toEqual([guid, 'pushed me']);
  });

  test('is refused in a field of its own if nobody has that name', () => {
    expect(() => readIn('Elena', {}, cursorOverValue)).toThrow(
      'Nobody called "Elena" is on the server, or was lately. To choose from: car 4 Max Ott, car 5 Nora Lind, car 5 Otto Brandt.',
    );
  });

  test('is suggested, after those who are there', async () => {
    const labels = async (given: object) =>
      ((await param.suggest?.('', asked, { ...given })) ?? []).map(({ label }) => label);
    expect(await labels({})).toEqual(['Max Ott (car 4)', 'Nora Lind (car 5)', 'Otto Brandt (car 5)']);
    expect((await labels({ session: 12 })).slice(0, 2)).toEqual(['Otto Brandt (car 5)', 'Nora Lind (car 4)']);
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
