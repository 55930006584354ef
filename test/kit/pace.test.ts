import { expect, it } from 'vitest';
import { Pace } from '../../src/kit/pace.ts';
import { SHARE_MS } from '../../src/kit/turns.ts';

it('takes smaller pieces after one that took long, but never empty ones', () => {
  const pace = new Pace({ first: 16, most: 256 });
  pace.took(16, 4 * SHARE_MS);
  expect(pace.size).toBe(4);
  pace.took(4, 1000 * SHARE_MS);
  expect(pace.size).toBe(1);
  expect(new Pace({ first: 16, least: 8, most: 256 }).size).toBe(16);
});

it('takes larger pieces while full ones take no time, up to a limit', () => {
  const pace = new Pace({ first: 16, most: 40 });
  pace.took(3, 0);
  expect(pace.size).toBe(16);
  pace.took(16, 1);
  expect(pace.size).toBe(32);
  pace.took(32, 1);
  pace.took(40, 1);
  expect(pace.size).toBe(40);
  pace.took(40, SHARE_MS);
  expect(pace.size).toBe(40);
});
