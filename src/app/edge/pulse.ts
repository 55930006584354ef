/**
 * What an edge reports about itself each second: how many rows the hub still lacks, and whether its store is writable.
 */
import type { Pulse } from '../../fleet/hosts.ts';
import type { Out } from '../../fleet/out.ts';
import type { Clock } from '../../kit/clock.ts';
import { StoreError } from '../../store/errors.ts';
import type { Store } from '../../store/store.ts';

/** How often to test-write: a full disk shows only when something is written. */
const WRITTEN_MS = 10_000;

export function pulseOf(store: Store, out: Pick<Out, 'waiting'>, clock: Clock): () => Omit<Pulse, 'segment' | 'utc'> {
  let written: { readonly at: number; readonly isDone: boolean } | undefined;
  return () => {
    const now = clock.monotonic();
    if (!written || now - written.at >= WRITTEN_MS) written = { at: now, isDone: canWrite(store, clock.now()) };
    return { waiting: out.waiting(), cannotStore: written.isDone ? undefined : true };
  };
}

function canWrite(store: Store, now: number): boolean {
  try {
    store.run(
      `INSERT INTO fleet_state (name, value) VALUES ('pulse', ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      String(now),
    );
    return true;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}
