import { expect, test } from 'vitest';
import { firstSince, inSpan } from '../../../src/features/evidence/timeline.ts';

const at = (...times: readonly number[]) => times.map((each, index) => ({ at: each, index }));

test('the first one at a time or later is found, or the end', () => {
  const timeline = at(10, 20, 20, 30.5);
  expect([0, 10, 10.1, 20, 30.5, 31].map((ms) => firstSince(timeline, ms))).toEqual([0, 0, 1, 1, 3, 4]);
  expect(firstSince([], 5)).toBe(0);
});

test('a span has both its ends, and all that were at the same time', () => {
  const timeline = at(10, 20, 20, 30.5);
  const found = (from: number, to: number): number[] => inSpan(timeline, from, to).map(({ index }) => index);
  expect(found(10, 20)).toEqual([0, 1, 2]);
  expect(found(10.5, 30.4)).toEqual([1, 2]);
  expect(found(-Infinity, Infinity)).toEqual([0, 1, 2, 3]);
  expect(found(11, 19)).toEqual([]);
  expect(found(30, 10)).toEqual([]);
  expect(found(20, 10)).toEqual([]);
});
