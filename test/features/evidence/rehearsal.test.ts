import { expect, test } from 'vitest';
import { rehearse } from '../../../src/features/evidence/rehearsal.ts';

test('the rehearsed contact takes the same way as a real one: speeds, sides and braking are worked out', () => {
  const { at, timing, cars, approach } = rehearse();
  expect(at).toBe(60_000);
  expect(timing).toBeDefined();
  for (const { speeds, braking } of cars) {
    expect(speeds.map(({ kmh }) => Math.round(kmh))).toEqual(speeds.map(() => 180));
    expect(speeds.length).toBeGreaterThan(0);
    expect(braking).toBeDefined();
  }
  expect(approach).not.toMatchObject({ notDecided: 'no positions' });
});
