import { describe, expect, test } from 'vitest';
import type { Position } from '../../src/events/events.ts';
import { distanceM, isMirror, isOfContact, LATE_MS, momentOf } from '../../src/race/mirrored.ts';

const driver = (carId: number) => ({ carId, guid: `7656119790000000${carId}`, name: `Driver ${carId}` });
const report = (by: number, other: number, at: number, x = 0) => {
  const position: Position = [x, 0, 0];
  return { driver: driver(by), other: driver(other), at, position };
};

describe('a report is of a contact that is known', () => {
  test.each([
    ['told by the other car a moment later', report(2, 1, 1500), true],
    // The recorded pair furthest apart: 4.9 s.
    ['told by the other car a whole grid of 5 s later', report(2, 1, 5083), true],
    ['told by the other car 5.5 s later', report(2, 1, 5500), true],
    ['told by the other car longer after', report(2, 1, 5501, 3), false],
    ['told by the other car 15 m off', report(2, 1, 1000, 15), true],
    ['told by the other car further off', report(2, 1, 1000, 15.1), false],
    ['told again by the same car at the same place', report(1, 2, 9000, 2.2), true],
    ['told again by the same car elsewhere', report(1, 2, 1000, 2.3), false],
    ['told again by the same car too late', report(1, 2, 9001), false],
    ['about somebody else', report(2, 3, 0), false],
  ] as const)('%s: %s', (_, later, isSame) => {
    expect(isOfContact([report(1, 2, 0)], later)).toBe(isSame);
  });
});

test('two reports are of one contact by time and place, whichever came first', () => {
  expect(isMirror({ at: 0, position: [0, 0, 0] }, { at: 5500, position: [9, 0, 12] })).toBe(true);
  expect(isMirror({ at: 5500, position: [9, 0, 12] }, { at: 0, position: [0, 0, 0] })).toBe(true);
  expect(distanceM([0, 2, 0], [9, 2, 12])).toBe(15);
});

describe('when a contact happened', () => {
  const trace = Array.from({ length: 41 }, (_, index) => {
    const position: Position = [index * 5, 0, 0];
    return { at: index * 250, position, speedKmh: 72, place: 0 };
  });
  const reported = (at: number, x: number) => momentOf({ at, position: [x, 0, 0] }, trace);

  test('is when the car was there, up to 5.5 s before it was told', () => {
    expect(LATE_MS).toBe(5500);
    expect(reported(10_000, 100)).toBe(5000);
    expect(reported(10_500, 100)).toBe(5000);
  });

  test('is not known where the car was not near it in that time', () => {
    expect(reported(10_000, 60)).toBeUndefined();
    expect(momentOf({ at: 10_000, position: [100, 0, 0] }, [])).toBeUndefined();
  });
});
