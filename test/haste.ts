import { type Clock, systemClock } from '../src/kit/clock.ts';

/** For a local Discord whose limits are not under test: whatever has to wait for one waits a fiftieth of the time. */
export const HASTE = 50;

/** Its waits are shorter by that factor; the time of day is real. */
export const hastyClock: Clock = {
  now: () => systemClock.now(),
  monotonic: () => systemClock.monotonic() * HASTE,
  after: (ms, task) => systemClock.after(ms / HASTE, task),
};
