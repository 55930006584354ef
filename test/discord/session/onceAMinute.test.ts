import { expect, test } from 'vitest';
import { onceAMinute } from '../../../src/discord/session/onceAMinute.ts';
import { FakeClock } from '../../fakes/clock.ts';

test('a message repeated twice a second is let through once a minute, and others are not held back', () => {
  const clock = new FakeClock();
  const told: string[] = [];
  const once = onceAMinute(clock);
  const happen = (message: string) => once(message, () => told.push(message));
  for (let times = 0; times < 119; times += 1) {
    happen('reconnecting');
    clock.advance(500);
  }
  happen('connection error');
  expect(told).toEqual(['reconnecting', 'connection error']);
  clock.advance(500);
  happen('reconnecting');
  expect(told).toEqual(['reconnecting', 'connection error', 'reconnecting']);
});
