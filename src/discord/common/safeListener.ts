import { type DiscordLog, loggable } from './failures.ts';

/** Wraps a listener so that nothing it throws or rejects with escapes: that would end the process. */
export function safeListener<Args extends unknown[]>(
  log: DiscordLog,
  listener: (...args: Args) => unknown,
): (...args: Args) => void {
  return (...args) => {
    void (async () => listener(...args))().catch((error: unknown) => log.error(loggable(error), 'a listener failed'));
  };
}
