/** The hub's copy of one game server's events on an edge. */
import type { RaceEvent } from '../events/events.ts';
import { type Bus, createBus, type Publisher } from '../race/bus.ts';
import { type Journal, openJournal } from '../race/journal.ts';
import { KeptState } from '../race/keptState.ts';
import { emptyState, fold, type RaceState } from '../race/state.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { Beside } from './beside.ts';

interface MirrorOptions {
  readonly store: Store;
  readonly server: string;
  readonly log: { error(fields: object, message: string): void };
}

/** Stores and publishes an edge's events as the edge did: the same events in the same order lead to the same state. */
export class Mirror {
  readonly #options: MirrorOptions;
  readonly #journal: Journal;
  readonly #kept: KeptState;
  readonly #bus: Publisher;
  #state: RaceState;
  #beside: Beside = {};

  constructor(options: MirrorOptions) {
    const { store, server, log } = options;
    this.#options = options;
    this.#journal = openJournal(store, server);
    this.#kept = new KeptState({ store, journal: this.#journal, server, log });
    this.#bus = createBus((err, { type }) => log.error({ err, type, server }, 'a listener failed'));
    this.#state = this.#kept.restore();
  }

  get bus(): Bus {
    return this.#bus;
  }

  readonly state = (): RaceState => this.#state;

  /** What the edge looked up for the event that durable listeners are getting. */
  readonly beside = (): Beside => this.#beside;

  /** Begins the batch of one transaction. */
  begin(): MirrorBatch {
    return new MirrorBatch(this.#options, {
      journal: this.#journal,
      bus: this.#bus,
      kept: this.#kept,
      state: this.#state,
      tells: (beside) => {
        this.#beside = beside;
      },
      committed: (state) => {
        this.#state = state;
      },
    });
  }
}

interface BatchParts {
  readonly journal: Journal;
  readonly bus: Publisher;
  readonly kept: KeptState;
  readonly state: RaceState;
  readonly tells: (beside: Beside) => void;
  readonly committed: (state: RaceState) => void;
}

/** Call in a transaction; live listeners get the events once it is committed. */
export class MirrorBatch {
  readonly #options: MirrorOptions;
  readonly #parts: BatchParts;
  readonly #told: { readonly event: RaceEvent; readonly after: RaceState }[] = [];
  #state: RaceState;

  constructor(options: MirrorOptions, parts: BatchParts) {
    this.#options = options;
    this.#parts = parts;
    this.#state = parts.state;
  }

  /** @throws if the event makes no sense, before anything is stored; StoreError if it cannot be stored */
  apply(event: RaceEvent, beside: Beside = {}): void {
    const { journal, tells } = this.#parts;
    const isNewRun = event.run !== this.#state.run;
    const after = fold(isNewRun ? emptyState(event.run) : this.#state, event);
    if (isNewRun) journal.followRun(event.run);
    journal.append(event);
    this.#state = after;
    this.#told.push({ event, after });
    tells(beside);
    this.#tellDurable(event, after);
  }

  end(): void {
    const { kept, bus, committed } = this.#parts;
    const state = this.#state;
    kept.note(this.#told, state);
    this.#options.store.afterCommit(() => {
      committed(state);
      for (const { event, after } of this.#told) bus.tellLive(event, after);
    });
  }

  /** The edge has sent all follow-up events itself. An event that cannot be posted must not stop the others. */
  #tellDurable(event: RaceEvent, state: RaceState): void {
    const { server, log } = this.#options;
    try {
      this.#parts.bus.tellDurable(event, state);
    } catch (err) {
      if (err instanceof StoreError) throw err;
      log.error({ err, type: event.type, server }, 'an event of an edge could not be told');
    }
  }
}
