import { vi } from 'vitest';

/**
 * How long a test waits at most, in ms. Most waits are much shorter; only a busy machine takes this long. It is less
 * than any test's timeout, so that a failed wait says what it waited for.
 */
const LONGEST_WAIT_MS = 90_000;

type Found<T> = T | undefined | false;

/** Looks every 20 ms until `look` finds something; fails with `what` after a while. */
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

/** Retries assertions until they hold; fails with their last failure. */
export const eventuallyHolds = <T>(assertions: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assertions, { timeout: LONGEST_WAIT_MS, interval: 10 });

/**
 * For waits without a condition: time in which something is running, or in which nothing may arrive. The caller says
 * which.
 */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
