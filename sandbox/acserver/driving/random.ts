/** A number from 0 to below 1. Seeded, so that a race can be repeated exactly. */
export type Random = () => number;

/** Mulberry32, a public-domain generator: 32 bits of state are plenty to decide when somebody brakes too late. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

export const whole = (random: Random, low: number, high: number): number => Math.floor(between(random, low, high + 1));

/** Whether something with an average rate of `perSecond` happens within these `seconds`. */
export const happens = (random: Random, perSecond: number, seconds: number): boolean => random() < perSecond * seconds;

export function pick<T>(random: Random, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}
