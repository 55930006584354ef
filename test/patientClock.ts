import { ANSWER_WITHIN_MS } from '../sandbox/discord/exchange.ts';
import { type Clock, systemClock } from '../src/kit/clock.ts';

/** Waits for an answer five times as long as Discord does, for a bot that shares its machine with other tests. */
export const patientClock: Clock = {
  ...systemClock,
  after: (ms, task) => systemClock.after(ms === ANSWER_WITHIN_MS ? 5 * ms : ms, task),
};
