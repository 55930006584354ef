/** Waits for the first UDP data from a game server. */
import type { Clock } from '../kit/clock.ts';
import { sleep } from '../kit/wait.ts';
import type { Feed } from '../race/feed.ts';

const LOOK_MS = 250;

/** Whether the plugin interface sends data before `signal` is aborted. */
export async function isHeardBefore(
  signal: AbortSignal,
  { feed, clock }: { readonly feed: Pick<Feed, 'state'>; readonly clock: Clock },
): Promise<boolean> {
  while (!signal.aborted) {
    if (feed.state().heard) return true;
    await sleep(clock, LOOK_MS);
  }
  return false;
}
