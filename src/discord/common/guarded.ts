import { type Log, loggable } from './failures.ts';

/** Runs a listener so that nothing it throws or rejects with gets out: out of a listener it would end the process. */
export function guarded<Args extends unknown[]>(
  log: Log,
  listener: (...args: Args) => unknown,
): (...args: Args) => void {
  return (...args) => {
    void (async () => listener(...args))().catch((error: unknown) => log.error(loggable(error), 'a listener failed'));
  };
}
