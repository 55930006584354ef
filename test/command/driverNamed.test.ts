import { describe, expect, test } from 'vitest';
import { driver, driverAmong, driverOrGuid, driversAmong } from '../../src/command/driver.ts';
import { cursorOver, cursorOverValue } from '../../src/command/words.ts';
import { read, reading, row } from './driverRig.ts';

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

describe('several drivers in one value', () => {
  const present = [row(0, 'Otto Falk'), row(1, 'Mara Quint'), row(4, '4711'), row(6, 'Falk, Bo')];
  const plain = present.slice(0, 3);
  const among = driversAmong('Who', () => present);
  const amongPlain = driversAmong('Who', () => plain);
  const ids = (value: string, param = amongPlain) =>
    param.read(cursorOverValue(value), 'drivers', reading()).map(({ carId }) => carId);

  test.each([
    'Otto Falk, Mara Quint',
    'Otto Falk; Mara Quint',
    'Otto Falk,Mara Quint',
    'Otto Falk , Mara Quint',
    '"Otto Falk", "Mara Quint"',
    '"Otto Falk" "Mara Quint"',
    'car 0, car 1',
    '0,1',
    '0, 1,',
    '0 1',
    'Otto Falk (car 0), Mara Quint (car 1)',
  ])('can have commas, semicolons or nothing between them: %s', (value) => {
    expect(ids(value)).toEqual([0, 1]);
  });

  test.each([cursorOver, cursorOverValue])('can be labels', (over) => {
    const found = amongPlain.read(over('Otto Falk (car 0), 4711 (car 4)'), 'drivers', reading());
    expect(found.map(({ carId }) => carId)).toEqual([0, 4]);
  });

  test('leave the words behind them in a line', () => {
    const cursor = cursorOver('Otto Falk, car 1, time 5');
    expect(amongPlain.read(cursor, 'drivers', reading()).map(({ carId }) => carId)).toEqual([0, 1]);
    expect(cursor.takeRest()).toBe('time 5');
  });

  test('may have a comma of their own in a name', () => {
    expect(ids('Falk, Bo, Otto Falk', among)).toEqual([6, 0]);
  });

  test.each(['Otto Falk, Nobody', 'Otto Falk, Mara', 'car 0, car 9', ','])(
    'are refused, with how to separate them: %s',
    (value) => {
      expect(() => ids(value)).toThrow(
        / is not one of the drivers to choose from\..* Put commas between several drivers\.$/,
      );
    },
  );

  test('are suggested behind a comma, with those before it', () => {
    const view = { ...reading(), view: undefined };
    expect(amongPlain.suggest?.('Otto Falk, mar', reading())).toEqual([
      { label: 'Otto Falk, Mara Quint (car 1)', value: 'Otto Falk, 76561197900000001' },
    ]);
    expect(amongPlain.suggest?.('Otto Falk, mar', view)).toEqual([]);
  });
});

describe('a refusal', () => {
  const league = [
    { ...row(5, 'Sam Porter'), leagueName: 'Sam Porter Sr' },
    { ...row(6, 'Sam Porter'), leagueName: 'Sam Porter Jr' },
  ];

  test('has the names of the league', () => {
    expect(() => read('Nobody', league)).toThrow('Those who are: car 5 Sam Porter Sr, car 6 Sam Porter Jr.');
    expect(() => read('Sam Porter', league)).toThrow(
      '"Sam Porter" could be Sam Porter Sr (car 5) or Sam Porter Jr (car 6).',
    );
    expect(() => read('Sam Porter Sr (car 6)', league)).toThrow('Sam Porter Sr is car 5, not car 6.');
  });
});
