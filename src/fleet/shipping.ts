/** Commands as the hub sends them: what becomes of each is known in the end, whatever becomes of the way. */
import type { Clock } from '../kit/clock.ts';
import { sleep } from '../kit/wait.ts';
import type { Pulse } from './hosts.ts';
import type { Fate, Order, Signs } from './orders.ts';

/** What an edge says of itself each second. */
export interface Beat extends Pulse {
  /** Its monotonic clock, milliseconds. */
  readonly monotonic: number;
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

interface ShippingOptions {
  readonly way: Way;
  readonly clock: Clock;
  /** Called once when the edge has not said in time that it has the order: it may still run until it expires. */
  readonly unconfirmed: () => void;
  readonly progress: (text: string) => void;
}

/** How long an edge may take to say that it has an order. */
const CONFIRMED_MS = 2000;

/** How often an edge is asked that has not said what came of an order. */
const ASKED_MS = 1000;

/** What becomes of it; not before that is known. Never rejects. */
export async function ship(order: Order, { way, clock, unconfirmed, progress }: ShippingOptions): Promise<Ending> {
  // By the edge's clock it ends no later: it was sent with what was left of this time, or less.
  const over = clock.monotonic() + EXPIRY_MS;
  const cancel = clock.after(CONFIRMED_MS, unconfirmed);
  try {
    const fate = await way.send(order, { accepted: cancel, progress });
    if (fate.kind === 'expired') return await asked(order, { way, clock, over });
    return ended(fate) ?? (await asked(order, { way, clock, over }));
  } catch (error) {
    if (error instanceof NobodyThere) return { kind: 'never ran' };
    return asked(order, { way, clock, over });
  } finally {
    cancel();
  }
}

/** "Unknown" is final once nothing that was late can begin any more. */
async function asked(
  { id }: Order,
  { way, clock, over }: Pick<ShippingOptions, 'way' | 'clock'> & { readonly over: number },
): Promise<Ending> {
  for (;;) {
    const isLate = clock.monotonic() > over;
    const fate = await way.fate(id).catch(() => undefined);
    const end = fate && ended(fate);
    if (end) return end;
    if (fate?.kind === 'unknown' && isLate) return { kind: 'never ran' };
    await sleep(clock, ASKED_MS);
  }
}

const ended = (fate: Fate): Ending | undefined =>
  fate.kind === 'over' || fate.kind === 'interrupted' ? fate : undefined;
