import { describe, expect, test } from 'vitest';
import type { Position } from '../../src/events/events.ts';
import { distanceM, isMirror, isOfContact, LATE_MS, momentOf } from '../../src/race/mirrored.ts';

const driver = (carId: number) => ({ carId, guid: `7656119790000000${carId}`, name: `Driver ${carId}` });
const report = (by: number, other: number, at: number, x = 0) => {
  const position: Position = [x, 0, 0];
  return { driver: driver(by), other: driver(other), at, position };
};

describe('a report belongs to a known contact', () => {
  test.each([
    ['from the other car a moment later', report(2, 1, 1500), true],
    // The recorded pair furthest apart: 4.9 s.
    ['from the other car of a whole grid 5 s later', report(2, 1, 5083), true],
    ['from the other car 5.5 s later', report(2, 1, 5500), true],
    ['from the other car after more than 5.5 s', report(2, 1, 5501, 3), false],
    ['from the other car 15 m away', report(2, 1, 1000, 15), true],
    ['from the other car more than 15 m away', report(2, 1, 1000, 15.1), false],
    ['from the same car at the same place', report(1, 2, 9000, 2.2), true],
    ['from the same car elsewhere', report(1, 2, 1000, 2.3), false],
    ['from the same car too late', report(1, 2, 9001), false],
    ['about another car', report(2, 3, 0), false],
  ] as const)('%s: %s', (_, later, isSame) => {
    expect(isOfContact([report(1, 2, 0)], later)).toBe(isSame);
  });
});

test('two reports are matched by time and place, in either order', () => {
  expect(isMirror({ at: 0, position: [0, 0, 0] }, { at: 5500, position: [9, 0, 12] })).toBe(true);
  expect(isMirror({ at: 5500, position: [9, 0, 12] }, { at: 0, position: [0, 0, 0] })).toBe(true);
  expect(distanceM([0, 2, 0], [9, 2, 12])).toBe(15);
});

describe('the moment of a contact', () => {
  const trace = Array.from({ length: 41 }, (_, index) => {
    const position: Position = [index * 5, 0, 0];
    return { at: index * 250, position, speedKmh: 72, place: 0 };
  });
  const reported = (at: number, x: number) => momentOf({ at, position: [x, 0, 0] }, trace);

  test('is when the car was there, up to 5.5 s before the report', () => {
    expect(LATE_MS).toBe(5500);
    expect(reported(10_000, 100)).toBe(5000);
    expect(reported(10_500, 100)).toBe(5000);
  });

  test('is unknown if the car was not near the place in that time', () => {
    expect(reported(10_000, 60)).toBeUndefined();
    expect(momentOf({ at: 10_000, position: [100, 0, 0] }, [])).toBeUndefined();
  });
});
