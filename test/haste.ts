import { type Clock, systemClock } from '../src/kit/clock.ts';

/** For a local Discord whose limits are not what is tested: what has to wait for one waits, a fiftieth of the time. */
export const HASTE = 50;

/** Its pauses are as much shorter; what is told of a moment is told as it is. */
export const hastyClock: Clock = {
  now: () => systemClock.now(),
  monotonic: () => systemClock.monotonic() * HASTE,
  after: (ms, task) => systemClock.after(ms / HASTE, task),
};
