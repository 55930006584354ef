/** Numbers about the state of the outbox. */
import type { Store } from '../../store/store.ts';

/** Longer than Discord may take to respond. */
const IN_DOUBT_MS = 15_000;

export function outboxFigures(
  store: Pick<Store, 'get'>,
  now: number,
): { readonly waiting: number; readonly oldestMs: number; readonly inDoubt: number } {
  const row = store.get<{ waiting: number; oldest: number | null; doubtful: number | null }>(
    `SELECT count(*) AS waiting, min(created_at) AS oldest, sum(state = 'sending' AND sending_at < ?) AS doubtful
     FROM outbox WHERE state IN ('queued', 'sending')`,
    now - IN_DOUBT_MS,
  );
  const oldest = row?.oldest ?? now;
  return { waiting: row?.waiting ?? 0, oldestMs: Math.max(0, now - oldest), inDoubt: row?.doubtful ?? 0 };
}
