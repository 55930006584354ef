import { type DiscordLog, loggable } from './failures.ts';

/** A listener out of which nothing gets that it throws or rejects with: that would end the process. */
export function safeListener<Args extends unknown[]>(
  log: DiscordLog,
  listener: (...args: Args) => unknown,
): (...args: Args) => void {
  return (...args) => {
    void (async () => listener(...args))().catch((error: unknown) => log.error(loggable(error), 'a listener failed'));
  };
}
