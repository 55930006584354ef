/** Commands as the hub sends them: what becomes of each is known in the end, whatever becomes of the way. */
import type { Clock } from '../kit/clock.ts';
import { sleep } from '../kit/wait.ts';
import type { Pulse } from './hosts.ts';
import type { Fate, Order, Signs } from './orders.ts';

/** What an edge says of itself each second. */
export interface Beat extends Pulse {
  /** Its monotonic clock, milliseconds. */
  readonly monotonic: number;
  /** It ends. */
  readonly isOver?: boolean | undefined;
}

/** So long an order may be begun. */
export const EXPIRY_MS = 20_000;

/** An edge that has been silent for longer is sent nothing. */
const SILENT_MS = 10_000;

/** The edge's clock as its last heartbeat tells it: too slow by the time that was on its way, never too fast. */
export class EdgeClock {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #last: { readonly beat: Beat; readonly came: number } | undefined;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  heard(beat: Beat): void {
    this.#last = { beat, came: this.#clock.monotonic() };
  }

  /** When an order that is sent now is too late; undefined while the edge is silent. */
  expiry(): Pick<Order, 'segment' | 'expires'> | undefined {
    if (!this.#last) return undefined;
    const { beat, came } = this.#last;
    const since = this.#clock.monotonic() - came;
    if (since > SILENT_MS) return undefined;
    return { segment: beat.segment, expires: beat.monotonic + since + EXPIRY_MS };
  }
}

/** The way to an edge. */
export interface Way {
  /** @throws when no last word came; the order may have arrived all the same */
  send(order: Order, signs: Signs): Promise<Fate>;
  /** @throws when the edge is out of reach */
  fate(id: string): Promise<Fate>;
}

/** Nobody listens at the other end: what was sent has reached nobody. */
export class NobodyThere extends Error {
  override readonly name = 'NobodyThere';
}

export type Ending =
  | Exclude<Fate, { readonly kind: 'running' | 'expired' | 'unknown' }>
  | { readonly kind: 'never ran' };

/** The life of an edge that an order is for, and until when that may begin it. */
export type Address = Pick<Order, 'segment' | 'expires' | 'hub'>;

interface ShippingOptions {
  readonly way: Way;
  readonly clock: Clock;
  /** Called once when the edge has not said in time that it has the order: it may still run until it expires. */
  readonly unconfirmed: () => void;
  readonly progress: (text: string) => void;
  /**
   * Asked where nobody was there to hear it, as while an edge is restarted: for whom it is now, as if it were given now;
   * undefined where nobody will be. Without it nothing is sent twice.
   */
  readonly again?: (() => Address | undefined) | undefined;
}

/** How long an edge may take to say that it has an order. */
const CONFIRMED_MS = 2000;

/** After so long the answer may have been lost: an edge whose line was cut meanwhile may not even send it. */
const LOST_MS = 5000;

/** How often an edge is asked that has not said what came of an order, and one that carries it out just now. */
const ASKED_MS = { silent: 1000, running: 5000 } as const;

/** How soon it is sent again that nobody was there to hear. */
export const AGAIN_MS = 250;

/** What becomes of it; not before that is known. Never rejects. */
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
  /** When it was given first; on our monotonic clock. */
  readonly begun: number;
  readonly accepted: () => void;
}

async function shipOnce(
  order: Order,
  { way, clock, progress, begun, accepted }: Sending,
): Promise<Ending | 'nobody there'> {
  // By the edge's clock it ends no later: it was sent with what was left of this time, or less.
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
  /** When nothing that was late can begin any more; on our monotonic clock. */
  readonly over: number;
}

/** What came of an order, asked of its edge until that says it. */
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

  /** "Unknown" is final once nothing that was late can begin any more. */
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
