import { type Clock, inNextTurn } from './clock.ts';

/** Resolves after `ms` milliseconds of this clock. */
export const sleep = (clock: Pick<Clock, 'after'>, ms: number): Promise<void> =>
  new Promise((resolve) => clock.after(ms, resolve));

/** Resolves when `work` does, or after `ms` milliseconds. */
export const atMost = (clock: Pick<Clock, 'after'>, ms: number, work: Promise<unknown>): Promise<void> =>
  Promise.race([work.then(() => {}), sleep(clock, ms)]);

/** Resolves after everything else that waits now has had its turn, including earlier callers of this function. */
export const nextTurn = (): Promise<void> => new Promise(inNextTurn);

/** `free` waits for other work; it returns undefined if there is none. Work queued by then runs first, too. */
export async function afterOthers(free?: () => Promise<void> | undefined): Promise<void> {
  await free?.();
  await nextTurn();
}
