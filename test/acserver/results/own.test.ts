/** Whose laps are whose in a results file: slots change drivers, and some servers know no GUIDs. */
import { describe, expect, test } from 'vitest';
import { isOwnGuid, isOwnLap, personOf } from '../../../src/acserver/results/own.ts';

const [ADA, BOB, CLEO] = ['76561198000000001', '76561198000000002', '76561198000000003'] as const;
const KICKED = '$#@@!$kicked';

const isOwn = (lap: readonly [guid: string, name: string], row: readonly [guid: string, name: string]) => {
  const cars = [
    { carId: 0, guids: [ADA, CLEO] },
    { carId: 1, guids: [ADA, BOB] },
  ];
  return isOwnLap({ guid: lap[0], driverName: lap[1] }, { carId: 0, guid: row[0], driverName: row[1] }, cars);
};

describe('a lap in the car of a driver', () => {
  test.each([
    ['has the same GUID, whatever the name', [ADA, 'Ada Quick'], [ADA, 'Ada']],
    ['is by another driver who shares the car', [CLEO, 'Cleo'], [ADA, 'Ada']],
    ['has the same name on a server without GUIDs', ['0', 'Ada'], ['', 'Ada']],
    ['has the name of a driver who was kicked later', [BOB, 'Bob'], [KICKED, 'Bob']],
  ] as const)('is theirs if it %s', (_, lap, row) => {
    expect(isOwn(lap, row)).toBe(true);
  });

  test.each([
    ['has another GUID, even with the same name', [BOB, 'Ada'], [ADA, 'Ada']],
    ['is by somebody who shares the car with nobody', [ADA, 'Ada'], [BOB, 'Bob']],
    ['has another name on a server without GUIDs', ['0', 'Bob'], ['0', 'Ada']],
    ['has no GUID and the row has one', ['0', 'Ada'], [BOB, 'Ada']],
    ['has a GUID and the row has none', [BOB, 'Ada'], ['', 'Ada']],
    ['is by somebody else than the driver who was kicked', [BOB, 'Bob'], [KICKED, 'Ada']],
  ] as const)('is not theirs if it %s', (_, lap, row) => {
    expect(isOwn(lap, row)).toBe(false);
  });
});

test('a driver without a GUID is known by car and name', () => {
  expect([ADA, '', '0', 'car:3'].map(isOwnGuid)).toEqual([true, false, false, false]);
  const person = (guid: string, carId: number, driverName: string) => personOf({ guid, carId, driverName });
  expect(person(ADA, 0, 'Ada')).toBe(person(ADA, 5, 'Ada Quick'));
  for (const guid of ['', '0', 'car:3']) {
    expect(person(guid, 3, 'Ada')).toBe(person('', 3, 'Ada'));
    expect(new Set([person(guid, 3, 'Ada'), person(guid, 4, 'Ada'), person(guid, 3, 'Bob')]).size).toBe(3);
  }
});
