/** How long licence points count: pure rules. */
import type { LicenceRules } from '../decisions/licence.ts';

/** When points were given, as far as their expiry depends on it. */
export interface Given {
  /** When the session began that they were given for, UTC, milliseconds. */
  readonly at: number;
  /** How many events of the same series have begun since theirs. */
  readonly eventsSince: number;
}

/** Until when they count; undefined for good. */
export type Expiry = { readonly at: number } | { readonly eventsLeft: number } | undefined;

const DAY_MS = 24 * 60 * 60_000;

/** `eventsLeft`: in how many more events they count, 0 in the present one for the last time, less than that never more. */
export function expiryOf({ at, eventsSince }: Given, { expiry }: Pick<LicenceRules, 'expiry'>): Expiry {
  if (!expiry) return undefined;
  return expiry.of === 'days' ? { at: at + expiry.count * DAY_MS } : { eventsLeft: expiry.count - eventsSince };
}

export function isInForce(expiry: Expiry, now: number): boolean {
  if (!expiry) return true;
  return 'at' in expiry ? now < expiry.at : expiry.eventsLeft >= 0;
}
