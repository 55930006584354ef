/** How long licence points count: pure rules. */
import type { LicenceRules } from '../decisions/licence.ts';

/** What the expiry of licence points depends on. */
export interface Given {
  /** When the session they were given for began. UTC, milliseconds. */
  readonly at: number;
  /** How many events of the same series have begun since. */
  readonly eventsSince: number;
}

/** When the points expire; undefined for never. */
export type Expiry = { readonly at: number } | { readonly eventsLeft: number } | undefined;

const DAY_MS = 24 * 60 * 60_000;

/** `eventsLeft`: in how many more events the points count; 0: the present event is the last; below 0: expired. */
export function expiryOf({ at, eventsSince }: Given, { expiry }: Pick<LicenceRules, 'expiry'>): Expiry {
  if (!expiry) return undefined;
  return expiry.of === 'days' ? { at: at + expiry.count * DAY_MS } : { eventsLeft: expiry.count - eventsSince };
}

export function isInForce(expiry: Expiry, now: number): boolean {
  if (!expiry) return true;
  return 'at' in expiry ? now < expiry.at : expiry.eventsLeft >= 0;
}
