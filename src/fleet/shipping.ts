/** Sends the hub's commands. The outcome of each is known in the end, even if the connection fails. */
import type { Clock } from '../kit/clock.ts';
import { sleep } from '../kit/wait.ts';
import type { Pulse } from './hosts.ts';
import type { Fate, Order, Signs } from './orders.ts';

/** What an edge reports each second. */
export interface Beat extends Pulse {
  /** Its monotonic clock, milliseconds. */
  readonly monotonic: number;
  /** It is ending. */
  readonly isOver?: boolean | undefined;
}

/** An order may be started within this time. */
export const EXPIRY_MS = 20_000;

/** Nothing is sent to an edge that has been silent for longer. */
const SILENT_MS = 10_000;

/** The edge's clock, by its last beat. It may be behind by the time the beat was on its way, but never ahead. */
export class EdgeClock {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #last: { readonly beat: Beat; readonly came: number } | undefined;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  heard(beat: Beat): void {
    this.#last = { beat, came: this.#clock.monotonic() };
  }

  /** When an order sent now expires; undefined while the edge is silent. */
  expiry(): Pick<Order, 'segment' | 'expires'> | undefined {
    if (!this.#last) return undefined;
    const { beat, came } = this.#last;
    const since = this.#clock.monotonic() - came;
    if (since > SILENT_MS) return undefined;
    return { segment: beat.segment, expires: beat.monotonic + since + EXPIRY_MS };
  }
}

/** The connection to an edge. */
export interface Way {
  /** @throws when no final answer came; the order may have arrived all the same */
  send(order: Order, signs: Signs): Promise<Fate>;
  /** @throws when the edge is out of reach */
  fate(id: string): Promise<Fate>;
}

/** There is no listener at the other end, so nobody received the order. */
export class NobodyThere extends Error {
  override readonly name = 'NobodyThere';
}

export type Ending =
  | Exclude<Fate, { readonly kind: 'running' | 'expired' | 'unknown' }>
  | { readonly kind: 'never ran' };

/** The life of an edge that an order is for, and until when it may start it. */
export type Address = Pick<Order, 'segment' | 'expires' | 'hub'>;

interface ShippingOptions {
  readonly way: Way;
  readonly clock: Clock;
  /** Called once if the edge does not confirm the order in time; it may still run until it expires. */
  readonly unconfirmed: () => void;
  readonly progress: (text: string) => void;
  /**
   * Called if there was no listener, for example while an edge restarts: returns the address to send to now, as for a
   * new order, or undefined to give up. Without it, nothing is sent twice.
   */
  readonly again?: (() => Address | undefined) | undefined;
}

/** How long an edge may take to confirm an order. */
const CONFIRMED_MS = 2000;

/** After this long, the answer may be lost: an edge whose connection was cut meanwhile may not even send it. */
const LOST_MS = 5000;

/** How often to ask an edge for an outcome: if it has not reported any, and while it runs the order. */
const ASKED_MS = { silent: 1000, running: 5000 } as const;

/** How soon an order is sent again that found no listener. */
export const AGAIN_MS = 250;

/** Resolves with the outcome once it is known. Never rejects. */
export async function ship(
  order: Order,
  { way, clock, unconfirmed, progress, again }: ShippingOptions,
): Promise<Ending> {
  const begun = clock.monotonic();
  const { id, call } = order;
  const cancel = clock.after(CONFIRMED_MS, unconfirmed);
  try {
    for (let to: Address | undefined = order; to; ) {
      const { segment, expires, hub } = to;
      const passed = clock.monotonic() - begun;
      const left = { id, segment, expires: expires - passed, hub, call };
      const ending = await shipOnce(left, { way, clock, progress, begun, accepted: cancel });
      if (ending !== 'nobody there') return ending;
      if (again) await sleep(clock, AGAIN_MS);
      to = clock.monotonic() - begun < EXPIRY_MS ? again?.() : undefined;
    }
    return { kind: 'never ran' };
  } finally {
    cancel();
  }
}

interface Sending extends Pick<ShippingOptions, 'way' | 'clock' | 'progress'> {
  /** When it was first given; on our monotonic clock. */
  readonly begun: number;
  readonly accepted: () => void;
}

async function shipOnce(
  order: Order,
  { way, clock, progress, begun, accepted }: Sending,
): Promise<Ending | 'nobody there'> {
  // By the edge's clock it expires no later: it was sent with at most the rest of this time.
  const question = new Question(order.id, { way, clock, over: begun + EXPIRY_MS });
  try {
    const sent = way.send(order, { accepted, progress }).then(ended, endedBy);
    return await Promise.race([sent.then((end) => end ?? question.answer()), question.after(LOST_MS)]);
  } finally {
    question.drop();
  }
}

const endedBy = (error: unknown): 'nobody there' | undefined =>
  error instanceof NobodyThere ? 'nobody there' : undefined;

interface Asking extends Pick<ShippingOptions, 'way' | 'clock'> {
  /** When a late order can no longer start; on our monotonic clock. */
  readonly over: number;
}

/** Asks an edge for an order's outcome until it has one. */
class Question {
  readonly #id: string;
  readonly #asking: Asking;
  #answer: Promise<Ending> | undefined;
  #isDropped = false;

  constructor(id: string, asking: Asking) {
    this.#id = id;
    this.#asking = asking;
  }

  async after(ms: number): Promise<Ending> {
    await sleep(this.#asking.clock, ms);
    return this.answer();
  }

  answer(): Promise<Ending> {
    this.#answer ??= this.#ask();
    return this.#answer;
  }

  drop(): void {
    this.#isDropped = true;
  }

  /** "Unknown" is final once a late order can no longer start. */
  async #ask(): Promise<Ending> {
    const { way, clock, over } = this.#asking;
    for (;;) {
      const isLate = clock.monotonic() > over;
      const fate = this.#isDropped ? undefined : await way.fate(this.#id).catch(() => undefined);
      const end = fate && ended(fate);
      if (end) return end;
      if (this.#isDropped || (fate?.kind === 'unknown' && isLate)) return { kind: 'never ran' };
      await sleep(clock, fate?.kind === 'running' ? ASKED_MS.running : ASKED_MS.silent);
    }
  }
}

const ended = (fate: Fate): Ending | undefined =>
  fate.kind === 'over' || fate.kind === 'interrupted' ? fate : undefined;
