import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Clock } from '../../kit/clock.ts';
import { messageOf } from '../../kit/errors.ts';

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * What of an error may be logged. Those of a request carry its address, in which interaction and webhook tokens
 * stand, and its body, which is what somebody said.
 */
export function loggable(error: unknown): object {
  if (error instanceof DiscordAPIError) return { code: error.code, status: error.status, reason: error.message };
  if (error instanceof HTTPError) return { status: error.status, reason: error.message };
  if (error instanceof RateLimitError) return { reason: error.message };
  return isNetworkFailure(error) ? { reason: messageOf(error) } : { err: error };
}

/** Nobody answered, or Discord itself had trouble: the same request may well succeed a little later. */
export const isPassing = (error: unknown): boolean =>
  (error instanceof HTTPError && error.status >= 500) || isNetworkFailure(error);

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, name } = error as { code?: unknown; name: string };
  return (
    name === 'AbortError' || (typeof code === 'string' && (NETWORK_CODES.has(code) || code.startsWith('UND_ERR_')))
  );
}

const NETWORK_CODES: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

export interface Attempt {
  readonly what: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Waits before further attempts; only for requests that may be carried out twice. */
  readonly retryAfterMs?: readonly number[];
}

/** Makes a request whose failure is nobody's but the log's. @returns whether it succeeded */
export async function attempt(request: () => Promise<unknown>, options: Attempt): Promise<boolean> {
  const { what, log, clock, retryAfterMs = [] } = options;
  try {
    await request();
    return true;
  } catch (error) {
    const [wait, ...later] = retryAfterMs;
    if (wait === undefined || !isPassing(error)) {
      log.warn(loggable(error), `${what} failed`);
      return false;
    }
    await new Promise<void>((resolve) => clock.after(wait, resolve));
    return attempt(request, { ...options, retryAfterMs: later });
  }
}
