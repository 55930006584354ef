import type { Clock } from '../../kit/clock.ts';

/** discord.js tries again twice a second: told each time, an outage of an hour would fill the log with it. */
const QUIET_MS = 60_000;

/** Lets a message through at most once a minute. */
export function sparing(clock: Clock): (message: string, tell: () => void) => void {
  const until = new Map<string, number>();
  return (message, tell) => {
    if ((until.get(message) ?? -Infinity) > clock.monotonic()) return;
    until.set(message, clock.monotonic() + QUIET_MS);
    tell();
  };
}
