/** Commands as an edge gets them: each runs at most once, and what came of it can be asked for until it is forgotten. */
import type { Call } from '../command/call.ts';
import type { Dispatcher, Outcome } from '../command/dispatch.ts';
import type { Clock } from '../kit/clock.ts';
import { reportFault } from '../kit/faults.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';

/** A command on its way from the hub to an edge. Plain data. */
export interface Order {
  /** The same nowhere else: Discord's id of the interaction, or a random one. The audit keeps it under that. */
  readonly id: string;
  /** The life of the edge whose clock `expires` is of. */
  readonly segment: string;
  /** On that edge's monotonic clock; begun later, it is not carried out. Milliseconds. */
  readonly expires: number;
  /** The life of the hub that sends it. */
  readonly hub?: string | undefined;
  readonly call: Call;
}

/**
 * - running: begun, and not over
 * - over: what dispatch said
 * - interrupted: begun before the edge was restarted, and not repeated; what is known of it
 * - expired: refused, too late or for an earlier life of the edge
 * - unknown: never begun
 */
export type Fate =
  | { readonly kind: 'running' | 'expired' | 'unknown' }
  | { readonly kind: 'over'; readonly outcome: Outcome }
  | { readonly kind: 'interrupted'; readonly sentence: string };

/** What an edge says of an order before it is over. */
export interface Signs {
  accepted(): void;
  progress(text: string): void;
}

interface OrdersOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly segment: string;
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  /** What the audit knows of an act of an earlier Pitwall; nothing where it was none. */
  readonly fateOf: (act: string) => Promise<string | undefined>;
  readonly log: { error(fields: object, message: string): void };
}

const NOT_KEPT = 'Its host cannot store anything just now, so nothing was done: is the disk with its DATA_DIR full?';

/** So long a repeated order gets its old answer. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

interface Running {
  readonly outcome: Promise<Outcome>;
  over?: Outcome;
  readonly signs: Set<Signs>;
}

export class Orders {
  readonly #options: OrdersOptions;
  /** Those of this life, also where the store has not taken their outcome. */
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

  /** It may have something to say at once: whoever asked is there to hear it. */
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

  /** It has happened whether this can be kept or not: this life remembers it, and behind it the audit says what it knows. */
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
