import type { FromServer } from '../acserver/udp/packets.ts';
import type { EventBody } from '../events/events.ts';
import { type Clock, workedBy } from '../kit/clock.ts';
import { SHARE_MS } from '../kit/turns.ts';
import { StoreError } from '../store/errors.ts';

/** Datagrams. */
export interface Heard {
  readonly at: number;
  readonly packets: readonly FromServer[];
  /** The server's log, which says the same, was followed then: a Pitwall that goes on with it may not have opened it yet. */
  readonly isLogged: boolean;
}

/** What came from outside in one go, and when. */
export type Input =
  | Heard
  | { readonly at: number; readonly bodies: readonly EventBody[] }
  /** What is left to do of something that came from there. */
  | { readonly at: number; readonly work: () => readonly EventBody[] };

interface BacklogOptions {
  /**
   * Keeps it, or of datagrams as many as there is time for: `kept` hears how many, before anybody is told of them.
   *
   * @throws when it could not be kept
   */
  readonly keep: (input: Input, kept: (many: number) => void) => void;
  /** What an earlier Pitwall had begun: comes before the first that is heard, when everybody listens. */
  readonly left: Input | undefined;
  /** One that will not be kept whenever it is tried. */
  readonly giveUp: (input: Input, error: unknown) => void;
  /** All that waited has been kept. */
  readonly caughtUp: () => void;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

/** More than a day's race of 60 cars says, positions aside: about 30 MB. */
const MOST_INPUTS = 100_000;

/** How long after the store could not be written it is tried again. */
const HOLD_MS = 500;

/**
 * What waits in memory, oldest first, while the store is locked by others or its disk is full; and what came in such
 * numbers that everything else is to have a turn in between.
 */
export class Backlog {
  readonly #options: BacklogOptions;
  #inputs: Input[] = [];
  /** Why the store is not tried for a moment: each try holds up everything else. */
  #heldBy: StoreError | undefined;
  #isBehind = false;
  /** There is another turn to come in which what waits is kept. */
  #isTurnOver = false;
  #isKeeping = false;
  #whenFree: (() => void)[] = [];

  constructor(options: BacklogOptions) {
    this.#options = options;
    if (options.left) this.#inputs.push(options.left);
  }

  take(input: Input): void {
    if (this.#inputs.length < MOST_INPUTS) this.#inputs.push(input);
    else this.#options.log.error({}, 'too much waits to be kept; what comes now is lost');
    if (this.#isTurnOver) return;
    // Datagrams have waited in the network already; what Pitwall notices is known at once where nothing stands before it.
    if ('packets' in input && this.#options.clock.isTurnSpent?.()) this.#later();
    else this.#inTurns();
  }

  /** Comes before all that waits: at once where that is just being kept. */
  takeFirst(input: Input): void {
    this.#inputs.unshift(input);
    if (!this.#isTurnOver && !this.#isKeeping) this.#later();
  }

  /** Keeps all that waits, in its order. @returns why it still waits */
  catchUp(): StoreError | undefined {
    for (let input = this.#next(); input; input = this.#next()) this.#keep(input);
    return this.#told();
  }

  /** Keeps some of what waits, unless its turn is to come. @returns whether nothing waits any more */
  goOn(): boolean {
    if (!this.#isTurnOver) this.#inTurns();
    return this.#inputs.length === 0;
  }

  /** Resolves when nothing waits for a turn; undefined where that is so. What cannot be kept for now is not waited for. */
  free(): Promise<void> | undefined {
    return this.#isTurnOver ? new Promise<void>((resolve) => this.#whenFree.push(resolve)) : undefined;
  }

  #inTurns(): void {
    const { clock } = this.#options;
    const begun = workedBy(clock);
    this.#isTurnOver = false;
    for (let input = this.#next(); input; input = this.#next()) {
      this.#keep(input);
      if (this.#inputs.length === 0 || workedBy(clock) - begun < SHARE_MS) continue;
      this.#later();
      return;
    }
    this.#told();
  }

  #later(): void {
    this.#isTurnOver = true;
    this.#options.clock.after(0, () => this.#inTurns());
  }

  #told(): StoreError | undefined {
    if (this.#heldBy === undefined && this.#isBehind) {
      this.#isBehind = false;
      this.#options.caughtUp();
    }
    for (const resolve of this.#whenFree.splice(0)) resolve();
    return this.#heldBy;
  }

  /** @throws StoreError while something older still waits */
  mustBeEmpty(): void {
    const problem = this.catchUp();
    if (problem) throw problem;
  }

  /** Whoever finds that the store cannot be written says so here. @returns whether it may be written later */
  hold(error: unknown): boolean {
    if (!(error instanceof StoreError && error.isPassing)) return false;
    const { clock, log } = this.#options;
    if (!this.#isBehind) log.error({ err: error }, 'what happens waits until it can be kept');
    this.#isBehind = true;
    if (this.#heldBy) return true;
    this.#heldBy = error;
    clock.after(HOLD_MS, () => {
      this.#heldBy = undefined;
      if (!this.#isTurnOver) this.#inTurns();
    });
    return true;
  }

  #next(): Input | undefined {
    return this.#heldBy ? undefined : this.#inputs.shift();
  }

  /** What is told of it may bring new input: by then it no longer stands in the line itself, and what is left of it does. */
  #keep(input: Input): void {
    this.#isKeeping = true;
    try {
      this.#options.keep(input, (many) => this.#putBack(input, many));
    } catch (error) {
      if (this.hold(error)) this.#inputs.unshift(input);
      // One that cannot be kept must not take the others along.
      else if ('packets' in input && input.packets.length > 1) this.#inputs.unshift(...singles(input));
      else this.#options.giveUp(input, error);
    } finally {
      this.#isKeeping = false;
    }
  }

  #putBack(input: Input, from: number): void {
    if ('packets' in input && from < input.packets.length)
      this.#inputs.unshift({ ...input, packets: input.packets.slice(from) });
  }
}

const singles = (input: Heard): readonly Heard[] => input.packets.map((packet) => ({ ...input, packets: [packet] }));
