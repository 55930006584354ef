/** The race's state next to the journal: a start reads the last snapshot and the events after it. */
import type { RaceEvent } from '../events/events.ts';
import { messageOf } from '../kit/errors.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { Journal } from './journal.ts';
import { readSnapshot, SNAPSHOT_VERSION, withLaps, withoutLaps, writeSnapshot } from './snapshot.ts';
import { emptyState, fold, type RaceState } from './state.ts';

interface KeptStateOptions {
  readonly store: Pick<Store, 'transaction' | 'afterCommit' | 'skipped'>;
  readonly journal: Journal;
  readonly server: string;
  readonly log: { error(fields: object, message: string): void };
}

/** Most events that a start reads, beyond those of one session's end. A thousand of them take about 10 ms. */
export const EVENTS_PER_SNAPSHOT = 10_000;

export class KeptState {
  readonly #options: KeptStateOptions;
  /** Events since the last snapshot. */
  #since = 0;

  constructor(options: KeptStateOptions) {
    this.#options = options;
  }

  /** The state that the journal leads to. An event of a damaged file that makes no sense is skipped. */
  restore(): RaceState {
    const { journal } = this.#options;
    const kept = this.#lastSnapshot();
    let state = kept?.state ?? emptyState(journal.run());
    let last: number | undefined = kept?.through ?? 0;
    while (last !== undefined) {
      const portion = journal.portion(last);
      for (const event of portion.events) state = this.#folded(state, event);
      this.#since += portion.events.length;
      last = portion.last;
    }
    if (this.#since >= EVENTS_PER_SNAPSHOT) this.#keepAtOnce(state);
    return state;
  }

  /** Call in the transaction of these events, which lead to this state. */
  note(told: readonly { readonly event: RaceEvent }[], state: RaceState): void {
    const since = this.#since + told.length;
    const isDue = since >= EVENTS_PER_SNAPSHOT || told.some(({ event }) => event.type === 'sessionEnded');
    if (isDue) this.#keep(state);
    this.#options.store.afterCommit(() => {
      this.#since = isDue ? 0 : since;
    });
  }

  #lastSnapshot(): { readonly through: number; readonly state: RaceState } | undefined {
    const { journal, store, server } = this.#options;
    const stored = journal.snapshot();
    if (stored?.version !== SNAPSHOT_VERSION) return undefined;
    try {
      const { through, state } = stored;
      return { through, state: withLaps(readSnapshot(state), ({ ordinal }) => journal.laps(ordinal, through)) };
    } catch (error) {
      store.skipped(`the snapshot of ${server}`, new Error(`${messageOf(error)}; its events are read instead`));
      return undefined;
    }
  }

  #keep(state: RaceState): void {
    this.#options.journal.keepSnapshot(SNAPSHOT_VERSION, writeSnapshot(withoutLaps(state)));
  }

  #folded(state: RaceState, event: RaceEvent): RaceState {
    try {
      return fold(state, event);
    } catch (error) {
      const { log } = this.#options;
      log.error({ err: error, type: event.type, at: event.at }, 'an event of the journal makes no sense');
      return state;
    }
  }

  /** So many were read that the next start should not read them again. If this fails, the session's end does it. */
  #keepAtOnce(state: RaceState): void {
    const { store, log } = this.#options;
    try {
      store.transaction(() => this.#keep(state));
      this.#since = 0;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      log.error({ err: error }, 'the state of the race could not be kept');
    }
  }
}
