import { vi } from 'vitest';

/**
 * How long a test waits for what it waits for, in ms. That comes much sooner; only a busy machine takes so long. It is
 * less than any test has, so that a wait that ends in vain says what for.
 */
const LONGEST_WAIT_MS = 90_000;

type Found<T> = T | undefined | false;

/** Looks every 20 ms until `look` finds something, at once or in time; fails with `what` after a while. */
export async function eventually<T>(
  what: string,
  look: () => Found<T> | Promise<Found<T>>,
  withinMs = LONGEST_WAIT_MS,
): Promise<T> {
  for (const end = performance.now() + withinMs; ; ) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await pause(20);
  }
}

/** Tries assertions until they hold; fails as they failed last. */
export const eventuallyHolds = <T>(assertions: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assertions, { timeout: LONGEST_WAIT_MS, interval: 10 });

/**
 * For what has no end to wait for: time that goes by in which something is alive, or in which nothing may come. Whoever
 * calls it says which.
 */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
