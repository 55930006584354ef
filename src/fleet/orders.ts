/** Commands as an edge receives them. Each runs at most once, and its outcome can be asked for until it is pruned. */
import type { Call } from '../command/call.ts';
import type { Dispatcher, Outcome } from '../command/dispatch.ts';
import type { Clock } from '../kit/clock.ts';
import { reportFault } from '../kit/faults.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';

/** A command on its way from the hub to an edge. Plain data. */
export interface Order {
  /** Unique: Discord's interaction id, or a random one. The audit stores the act under it. */
  readonly id: string;
  /** The life of the edge whose clock `expires` uses. */
  readonly segment: string;
  /** On that edge's monotonic clock, milliseconds. After this it is not started. */
  readonly expires: number;
  /** The life of the hub that sends it. */
  readonly hub?: string | undefined;
  readonly call: Call;
}

/**
 * - running: started, not finished
 * - over: finished, with dispatch's outcome
 * - interrupted: started before the edge was restarted, and not repeated; with what is known of it
 * - expired: refused, because it was too late or for an earlier life of the edge
 * - unknown: never started
 */
export type Fate =
  | { readonly kind: 'running' | 'expired' | 'unknown' }
  | { readonly kind: 'over'; readonly outcome: Outcome }
  | { readonly kind: 'interrupted'; readonly sentence: string };

/** What an edge reports about an order before it is over. */
export interface Signs {
  accepted(): void;
  progress(text: string): void;
}

interface OrdersOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly segment: string;
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  /** What the audit knows of an act of an earlier run; undefined if there was none. */
  readonly fateOf: (act: string) => Promise<string | undefined>;
  readonly log: { error(fields: object, message: string): void };
}

const NOT_KEPT = 'Its host cannot store anything just now, so nothing was done: is the disk with its DATA_DIR full?';

/** A repeated order gets its earlier outcome for this long. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

interface Running {
  readonly outcome: Promise<Outcome>;
  over?: Outcome;
  readonly signs: Set<Signs>;
}

export class Orders {
  readonly #options: OrdersOptions;
  /** Orders of this life, including those whose outcome could not be stored. */
  readonly #begun = new Map<string, Running>();

  constructor(options: OrdersOptions) {
    this.#options = options;
  }

  /** Never rejects. */
  async take(order: Order, signs: Signs): Promise<Fate> {
    const running = this.#begun.get(order.id);
    if (running) return this.#follow(running, signs);
    if (this.#stored(order.id)) return this.fate(order.id);
    const { segment, clock } = this.#options;
    if (order.segment !== segment || clock.monotonic() >= order.expires) return { kind: 'expired' };
    try {
      this.#keepBegun(order.id);
    } catch (error) {
      const { sentence } = reportFault(this.#options.log, error, 'an order could not be kept', { order: order.id });
      const isStores = error instanceof StoreError && error.isPassing;
      return { kind: 'over', outcome: { kind: 'failed', sentence: isStores ? NOT_KEPT : sentence } };
    }
    return this.#follow(this.#run(order, signs), signs);
  }

  async fate(id: string): Promise<Fate> {
    const running = this.#begun.get(id);
    if (running) return running.over ? { kind: 'over', outcome: running.over } : { kind: 'running' };
    const stored = this.#stored(id);
    if (stored?.kind !== 'running') return stored ?? { kind: 'unknown' };
    const sentence = (await this.#options.fateOf(id)) ?? 'Pitwall was restarted meanwhile; this is not repeated.';
    return { kind: 'interrupted', sentence };
  }

  prune(): void {
    const { store, clock } = this.#options;
    store.run('DELETE FROM fleet_commands WHERE at <= ?', clock.now() - KEPT_MS);
  }

  /** The caller is registered first, because it may report progress at once. */
  #run({ id, call }: Order, first: Signs): Running {
    const signs = new Set([first]);
    first.accepted();
    const progress = (text: string): void => {
      for (const each of signs) each.progress(text);
    };
    const { dispatcher, log } = this.#options;
    const dispatched = async (): Promise<Outcome> => {
      try {
        return await dispatcher.dispatch({ ...call, act: id }, progress);
      } catch (error) {
        const { sentence } = reportFault(log, error, 'an order failed', { order: id });
        return { kind: 'failed', sentence };
      }
    };
    const outcome = dispatched().then((each) => {
      running.over = each;
      this.#keepOutcome(id, each);
      return each;
    });
    const running: Running = { outcome, signs };
    this.#begun.set(id, running);
    return running;
  }

  async #follow({ outcome, signs: all }: Running, signs: Signs): Promise<Fate> {
    if (!all.has(signs)) signs.accepted();
    all.add(signs);
    return { kind: 'over', outcome: await outcome };
  }

  #keepBegun(id: string): void {
    const { store, clock } = this.#options;
    store.run('INSERT INTO fleet_commands (id, at, outcome) VALUES (?, ?, NULL)', id, clock.now());
  }

  /**
   * It has happened even if this fails. This life then still remembers the outcome; later, the audit says what it
   * knows.
   */
  #keepOutcome(id: string, outcome: Outcome): void {
    try {
      this.#options.store.run('UPDATE fleet_commands SET outcome = ? WHERE id = ?', JSON.stringify(outcome), id);
      this.#begun.delete(id);
    } catch (err) {
      this.#options.log.error({ err, order: id }, 'what came of an order could not be kept');
    }
  }

  #stored(id: string): Fate | undefined {
    const { store } = this.#options;
    const row = store.get<{ outcome: string | null }>('SELECT outcome FROM fleet_commands WHERE id = ?', id);
    if (!row) return undefined;
    return row.outcome === null ? { kind: 'running' } : { kind: 'over', outcome: JSON.parse(row.outcome) as Outcome };
  }
}
