/** Confidential posts that waited too long for a channel that only officials can read. */
import type { Rows } from '../../store/rows.ts';

/** Until the next league night. Older decisions are history, and commands still show them. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

/** @returns how many posts were dropped */
export const expireConfidential = (store: Rows, now: number): number =>
  store.run(
    `UPDATE outbox SET state = 'dropped' WHERE state IN ('queued', 'sending') AND confidential = 'waits' AND created_at < ?`,
    now - KEPT_MS,
  ).changes;
