import { expect, test } from 'vitest';
import { timeOf } from '../../src/kit/timeOfDay.ts';

const local = (...date: [number, number, number, number, number]): number => new Date(...date).getTime();

test('a time of today has no day', () => {
  expect(timeOf(local(2026, 10, 21, 0, 5), local(2026, 10, 21, 23, 59))).toBe('00:05');
  expect(timeOf(local(2026, 10, 21, 20, 14), local(2026, 10, 21, 19, 0))).toBe('20:14');
});

test('a time of another day has its day, however close', () => {
  expect(timeOf(local(2026, 10, 20, 23, 59), local(2026, 10, 21, 0, 1))).toBe('23:59 on 20 November');
  expect(timeOf(local(2026, 10, 22, 9, 0), local(2026, 10, 21, 20, 0))).toBe('09:00 on 22 November');
  expect(timeOf(local(2025, 10, 21, 20, 0), local(2026, 10, 21, 20, 0))).toBe('20:00 on 21 November');
});
