import { type Clock, inNextTurn } from './clock.ts';

/** Resolves after so many milliseconds of this clock. */
export const sleep = (clock: Pick<Clock, 'after'>, ms: number): Promise<void> =>
  new Promise((resolve) => clock.after(ms, resolve));

/** Resolves when `work` does, or when so many milliseconds have passed. */
export const atMost = (clock: Pick<Clock, 'after'>, ms: number, work: Promise<unknown>): Promise<void> =>
  Promise.race([work.then(() => {}), sleep(clock, ms)]);

/** Everything else that waits has its turn first, and so do others who wait for theirs by this. */
export const nextTurn = (): Promise<void> => new Promise(inNextTurn);

/** `free` says what else is under way; undefined where nothing is. What has come by then has its turn, too. */
export async function afterOthers(free?: () => Promise<void> | undefined): Promise<void> {
  await free?.();
  await nextTurn();
}
