/**
 * Deletes old events. Their results stay: incidents, decisions, penalties, results and the audit have tables of their
 * own, and none of them looks up an event.
 */
import type { Clock } from '../kit/clock.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';

interface PruningOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Record<'info' | 'warn', (fields: object, message: string) => void>;
  /** How old an event of a finished run may get. */
  readonly keepMs: number;
}

/** A start has other things to do first. */
const FIRST_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Deleting this many blocks everything else for 25 ms at most. */
const PORTION = 2000;
const PAUSE_MS = 500;

/** Only finished runs: the current one is folded again if its snapshot cannot be read. */
export class Pruning {
  readonly #options: PruningOptions;
  #cancel: () => void;
  #gone = 0;

  constructor(options: PruningOptions) {
    this.#options = options;
    this.#cancel = this.#in(FIRST_MS);
  }

  close(): void {
    this.#cancel();
  }

  #in(ms: number): () => void {
    return this.#options.clock.after(ms, () => {
      this.#cancel = this.#in(this.#step() ? PAUSE_MS : DAY_MS);
    });
  }

  /** @returns whether there may be more */
  #step(): boolean {
    const { log } = this.#options;
    try {
      const gone = this.#prune();
      this.#gone += gone;
      if (gone > 0) return true;
      if (this.#gone > 0) log.info({ events: this.#gone }, 'old events of finished runs are gone');
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      log.warn({ err: error }, 'old events could not be removed; they are tomorrow');
    }
    this.#gone = 0;
    return false;
  }

  #prune(): number {
    const { store, clock, keepMs } = this.#options;
    const before = clock.now() - keepMs;
    const runs = store.all<Run>('SELECT server, run FROM runs');
    return runs.reduce((gone, run) => gone || removeSome(store, oldestFinished(store, run), before), 0);
  }
}

interface Run {
  readonly server: string;
  readonly run: number;
}

/** The first finished run that still has events; later ones are younger. */
function oldestFinished(store: Store, { server, run }: Run): Run | undefined {
  const oldest = store.get<{ run: number | null }>(
    'SELECT min(run) AS run FROM events WHERE server = ? AND run < ?',
    server,
    run,
  )?.run;
  return typeof oldest === 'number' ? { server, run: oldest } : undefined;
}

/** Numbers and times grow together, so only the first events of a run have to be checked. */
function removeSome(store: Store, run: Run | undefined, before: number): number {
  if (!run) return 0;
  return store.run(
    `DELETE FROM events WHERE id IN (SELECT id FROM
       (SELECT id, at FROM events WHERE server = ? AND run = ? ORDER BY id LIMIT ?) WHERE at < ?)`,
    run.server,
    run.run,
    PORTION,
    before,
  ).changes;
}
