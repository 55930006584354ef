import type { Clock } from '../../kit/clock.ts';
import { sleep } from '../../kit/wait.ts';
import { type DiscordLog, isPassing, loggable } from './failures.ts';

interface AttemptOptions {
  /** For the log, e.g. "answering". */
  readonly what: string;
  readonly log: DiscordLog;
  readonly clock: Clock;
  /** Delays before further attempts. Only for requests that may safely be carried out twice. */
  readonly retryAfterMs?: readonly number[];
}

/** Makes a request whose failure only matters to the log. @returns whether it succeeded */
export async function attempt(request: () => Promise<unknown>, options: AttemptOptions): Promise<boolean> {
  const { what, log, clock, retryAfterMs = [] } = options;
  try {
    await request();
    return true;
  } catch (error) {
    const [waitMs, ...later] = retryAfterMs;
    if (waitMs === undefined || !isPassing(error)) {
      log.warn(loggable(error), `${what} failed`);
      return false;
    }
    await sleep(clock, waitMs);
    return attempt(request, { what, log, clock, retryAfterMs: later });
  }
}
