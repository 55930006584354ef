import { describe, expect, it, test } from 'vitest';
import type { Position } from '../../src/events/events.ts';
import { distanceM, isMirror, mirrorsOf } from '../../src/race/mirrored.ts';
import type { RecentContact } from '../../src/race/state.ts';

const driver = (carId: number) => ({ carId, guid: `7656119790000000${carId}`, name: `Driver ${carId}` });
const told = (carId: number, otherCarId: number, facts: Partial<RecentContact> = {}): RecentContact => ({
  carId,
  otherCarId,
  at: 1000,
  speedKmh: 40,
  position: [0, 0, 0],
  ...facts,
});
/** Car 1 about car 2. */
const report = (at: number, position: Position = [0, 0, 0]) => ({ driver: driver(1), other: driver(2), at, position });

describe('what the other car has reported of a contact', () => {
  it.each([
    ['a moment before', report(2500), [told(2, 1)], 1],
    ['five seconds before', report(6000), [told(2, 1)], 1],
    ['longer before', report(6001), [told(2, 1)], 0],
    ['15 m off', report(2000, [15, 0, 0]), [told(2, 1)], 1],
    ['further off', report(2000, [15.1, 0, 0]), [told(2, 1)], 0],
    ['about somebody else', report(2000), [told(2, 3), told(3, 1)], 0],
  ] as const)('%s', (_, event, recentContacts, count) => {
    expect(mirrorsOf(event, { recentContacts })).toHaveLength(count);
  });

  it('is not what the same car tells again', () => {
    expect(mirrorsOf(report(2000), { recentContacts: [told(1, 2)] })).toEqual([]);
  });

  it('is nothing at a wall', () => {
    expect(mirrorsOf({ driver: driver(1), at: 2000, position: [0, 0, 0] }, { recentContacts: [told(2, 1)] })).toEqual(
      [],
    );
  });
});

test('two reports are of one contact by time and place, whichever came first', () => {
  expect(isMirror({ at: 0, position: [0, 0, 0] }, { at: 5000, position: [9, 0, 12] })).toBe(true);
  expect(isMirror({ at: 5000, position: [9, 0, 12] }, { at: 0, position: [0, 0, 0] })).toBe(true);
  expect(distanceM([0, 2, 0], [9, 2, 12])).toBe(15);
});
