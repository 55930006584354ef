import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAUSES, INFRACTIONS } from '../../../src/acserver/extrainfo/codes.ts';
import { joinFields, splitFields } from '../../../src/acserver/extrainfo/csv.ts';
import { type ExtraInfo, readExtraInfo, writeExtraInfo } from '../../../src/acserver/extrainfo/lines.ts';
import { toClientCarId, toServerCarId, withCarIds } from '../../../src/features/extrainfo/carIds.ts';
import { anyCharacter } from '../../strings.ts';

const wall =
  'Collision,0,44444444444444444,,0,11,40.16,"Vec3F(-196.215378, -4.763421, 25.719995)","Vec3F(1.006236, -0.302321, 1.974535)",2006-01-02 15:04:05,false';
const car = wall.replace(',,0,11,', ',55555555555555555,3,10,');

/** Every example of the manager's documentation. */
const documented: readonly [line: string, says: Partial<ExtraInfo>][] = [
  [wall, { kind: 'collision', carId: 0, guid: '44444444444444444', against: 'wall', otherCarId: 0, speedKmh: 40.16 }],
  [
    'Infraction,3,55555555555555555,0,1,3,5',
    { kind: 'infraction', infraction: 'cut', cuts: 1, warnings: 3, warningsBeforePenalty: 5 },
  ],
  [
    'Penalty Applied,5,99999999999999999,Ballast,admin,5,9,20',
    {
      kind: 'penaltyApplied',
      penalty: 'Ballast',
      triggeredBy: 'admin',
      clearIn: 5,
      cause: 'given by an admin',
      extra: 20,
    },
  ],
  ['Penalty Cleared,2,88888888888888888,Restrictor', { kind: 'penaltyCleared', carId: 2, penalty: 'Restrictor' }],
  ['DRS Enabled', { kind: 'drsEnabled' }],
  ['Average Lap Time Update,13,23232323232323232,142000', { kind: 'averageLap', averageLapMs: 142_000 }],
];

describe('a line of extra information', () => {
  test.each(documented)('is read and written: %s', (line, says) => {
    const info = readExtraInfo(line);
    expect(info).toMatchObject(says);
    expect(info && writeExtraInfo(info)).toBe(line);
  });

  test('about a contact with a car names the other car', () => {
    expect(readExtraInfo(car)).toMatchObject({ against: 'car', otherGuid: '55555555555555555', otherCarId: 3 });
    expect(readExtraInfo(car)).toMatchObject({ position: [-196.215378, -4.763421, 25.719995] });
  });

  test('can have an account name with a comma and quotes', () => {
    const line = 'Penalty Applied,5,99999999999999999,Time,"Race ""Control"", night shift",0,9,5000';
    expect(readExtraInfo(line)).toMatchObject({ triggeredBy: 'Race "Control", night shift', extra: 5000 });
    expect(writeExtraInfo(readExtraInfo(line) as ExtraInfo)).toBe(line);
  });

  test('has a name for each known infraction and cause, and keeps the number of a new one', () => {
    for (const [code, name] of [...INFRACTIONS.entries(), [4, 4] as const]) {
      const line = `Infraction,3,55555555555555555,${code},1,3,5`;
      expect(readExtraInfo(line)).toMatchObject({ infraction: name });
      expect(writeExtraInfo(readExtraInfo(line) as ExtraInfo)).toBe(line);
    }
    for (const [code, name] of [...CAUSES.entries(), [13, 13] as const]) {
      const line = `Penalty Applied,5,99999999999999999,Ballast,admin,5,${code},20`;
      expect(readExtraInfo(line)).toMatchObject({ cause: name });
      expect(writeExtraInfo(readExtraInfo(line) as ExtraInfo)).toBe(line);
    }
    expect([INFRACTIONS.length, CAUSES.length]).toEqual([4, 13]);
  });

  test('of an unknown kind is kept as it came', () => {
    const line = 'Pit Lane Closed,4,55555555555555555,"a, b",7';
    expect(readExtraInfo(line)).toEqual({
      kind: 'unknown',
      fields: ['Pit Lane Closed', '4', '55555555555555555', 'a, b', '7'],
    });
    expect(writeExtraInfo(readExtraInfo(line) as ExtraInfo)).toBe(line);
  });

  test.each([
    '',
    'hello',
    'Collision',
    'Collision, what a collision',
    wall.replace('40.16', 'fast'),
    wall.replace(',11,', ',12,'),
    wall.replace('2006-01-02 15:04:05', 'yesterday'),
    wall.replace('false', 'maybe'),
    wall.replace('Vec3F(1.006236, ', 'Vec3F('),
    `${wall},more`,
    'Infraction,3,55555555555555555,0,1,3',
    'Infraction,x,55555555555555555,0,1,3,5',
    'Penalty Applied,5,99999999999999999,Ballast,admin,5,9',
    'Penalty Cleared,2,88888888888888888',
    'DRS Enabled,1',
    'Average Lap Time Update,13,23232323232323232,1e999',
    'One, two,three',
  ])('is not "%s"', (line) => expect(readExtraInfo(line)).toBeUndefined());

  test('keeps its fields, whatever they contain', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: anyCharacter }).filter((field) => !field.includes('\n')),
          { minLength: 1 },
        ),
        (fields) => {
          expect(splitFields(joinFields(fields))).toEqual(fields);
        },
      ),
    );
  });
});

describe('car ids as counted by a client', () => {
  test.each([
    [0, 1],
    [1, 2],
    [2, 0],
    [3, 3],
    [4, 4],
  ])('for the client in car 2, car %i is %i', (server, client) => {
    expect(toClientCarId(server, 2)).toBe(client);
    expect(toServerCarId(client, 2)).toBe(server);
  });

  test('map every car to a different id, and back', () => {
    const carId = fc.integer({ min: 0, max: 254 });
    fc.assert(
      fc.property(carId, carId, (own, other) => {
        expect(toServerCarId(toClientCarId(other, own), own)).toBe(other);
        expect(toClientCarId(toServerCarId(other, own), own)).toBe(other);
      }),
    );
  });

  test('are mapped for both cars of a contact, but not for a wall', () => {
    const seen = (line: string) => withCarIds(readExtraInfo(line) as ExtraInfo, (carId) => toClientCarId(carId, 2));
    expect(seen(car)).toMatchObject({ carId: 1, otherCarId: 3 });
    expect(seen(wall)).toMatchObject({ carId: 1, otherCarId: 0 });
    expect(seen('DRS Enabled')).toEqual({ kind: 'drsEnabled' });
  });
});
