import type { FromServer } from '../acserver/udp/packets.ts';
import type { EventBody } from '../events/events.ts';
import type { Clock } from '../kit/clock.ts';
import { StoreError } from '../store/errors.ts';

/** What came from outside in one go, and when. */
export type Input =
  | { readonly at: number; readonly packets: readonly FromServer[] }
  | { readonly at: number; readonly bodies: readonly EventBody[] };

interface BacklogOptions {
  /** @throws when it could not be kept */
  readonly keep: (input: Input) => void;
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

/** What waits in memory, oldest first, while the store is locked by others or its disk is full. */
export class Backlog {
  readonly #options: BacklogOptions;
  #inputs: Input[] = [];
  /** Why the store is not tried for a moment: each try holds up everything else. */
  #heldBy: StoreError | undefined;
  #isBehind = false;

  constructor(options: BacklogOptions) {
    this.#options = options;
  }

  take(input: Input): void {
    if (this.#inputs.length < MOST_INPUTS) this.#inputs.push(input);
    else this.#options.log.error({}, 'too much waits to be kept; what comes now is lost');
    this.catchUp();
  }

  /** Keeps what waits, in its order. @returns why it still waits */
  catchUp(): StoreError | undefined {
    for (let input = this.#next(); input; input = this.#next()) this.#keep(input);
    if (this.#heldBy === undefined && this.#isBehind) {
      this.#isBehind = false;
      this.#options.caughtUp();
    }
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
      this.catchUp();
    });
    return true;
  }

  #next(): Input | undefined {
    return this.#heldBy ? undefined : this.#inputs.shift();
  }

  /** What is told of it may bring new input: by then it no longer stands in the line itself. */
  #keep(input: Input): void {
    try {
      this.#options.keep(input);
    } catch (error) {
      if (this.hold(error)) this.#inputs.unshift(input);
      // One that cannot be kept must not take the others along.
      else if ('packets' in input && input.packets.length > 1) this.#inputs.unshift(...singles(input));
      else this.#options.giveUp(input, error);
    }
  }
}

const singles = ({ at, packets }: Extract<Input, { packets: unknown }>): readonly Input[] =>
  packets.map((packet) => ({ at, packets: [packet] }));
