/** What was not for everybody, and has waited in vain for a channel that only officials can read. */
import type { Rows } from '../../store/rows.ts';

/** Until the next league night: what was decided by then is history, and commands still tell it. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

/** @returns how many posts that were */
export const expireConfidential = (store: Rows, now: number): number =>
  store.run(
    `UPDATE outbox SET state = 'dropped' WHERE state IN ('queued', 'sending') AND confidential = 'waits' AND created_at < ?`,
    now - KEPT_MS,
  ).changes;
