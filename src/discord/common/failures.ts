/** Failures between Discord and Pitwall: what may be logged, and whether a retry makes sense. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { messageOf } from '../../kit/errors.ts';

export interface DiscordLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * The part of an error that may be logged. Request errors contain the URL, which includes interaction and webhook
 * tokens, and the body, which is what somebody said.
 */
export function loggable(error: unknown): object {
  if (error instanceof DiscordAPIError) return { code: error.code, status: error.status, reason: error.message };
  if (error instanceof HTTPError) return { status: error.status, reason: error.message };
  if (error instanceof RateLimitError) return { reason: error.message };
  return isNetworkFailure(error) ? { reason: messageOf(error) } : { err: error };
}

/** No answer, or an error on Discord's side: the same request may well succeed a little later. */
export const isPassing = (error: unknown): boolean =>
  (error instanceof HTTPError && error.status >= 500) || isNetworkFailure(error);

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.name === 'AbortError' || NETWORK_CODES.has(code) || code.startsWith('UND_ERR_');
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
