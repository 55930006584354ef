import type { Clock } from '../../kit/clock.ts';

const MINUTE_MS = 60_000;

/**
 * Lets a message through at most once a minute. discord.js retries twice a second: an outage of an hour would fill the
 * log.
 */
export function onceAMinute(clock: Clock): (message: string, tell: () => void) => void {
  const until = new Map<string, number>();
  return (message, tell) => {
    if ((until.get(message) ?? -Infinity) > clock.monotonic()) return;
    until.set(message, clock.monotonic() + MINUTE_MS);
    tell();
  };
}
