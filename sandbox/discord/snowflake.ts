import type { Clock } from '../../src/kit/clock.ts';

/** Discord counts milliseconds from the first second of 2015. */
const EPOCH = 1_420_070_400_000;
const COUNTER_BITS = 22n;
const COUNTER_LIMIT = 1n << COUNTER_BITS;

/**
 * Makes ids that look like Discord's, in rising order. discord.js finds the ids in a route by their 17 to 19 digits and
 * keys its rate-limit queues by them, so short ids would put everything into one queue.
 */
export function snowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const earliest = BigInt(Math.max(0, clock.now() - EPOCH)) << COUNTER_BITS;
    last = last >= earliest ? last + 1n : earliest;
    return String(last);
  };
}

/** When an id was made: UTC, milliseconds since 1970; NaN if it is not an id. */
export const timeOf = (id: string): number =>
  /^\d+$/.test(id) ? Number(BigInt(id) / COUNTER_LIMIT) + EPOCH : Number.NaN;
