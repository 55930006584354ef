import type { FromServer } from '../acserver/udp/packets.ts';
import type { EventBody } from '../events/events.ts';
import { type Clock, workedBy } from '../kit/clock.ts';
import { SHARE_MS } from '../kit/turns.ts';
import { StoreError } from '../store/errors.ts';

/** Datagrams received together. */
export interface Heard {
  readonly at: number;
  readonly packets: readonly FromServer[];
  /** Whether the server's log was being followed then. After a restart, Pitwall may not have opened it yet. */
  readonly isLogged: boolean;
}

/** Input from outside that arrived in one go, and when. */
export type Input =
  | Heard
  | { readonly at: number; readonly bodies: readonly EventBody[] }
  /** Work left over from an earlier input. */
  | { readonly at: number; readonly work: () => readonly EventBody[] };

interface BacklogOptions {
  /**
   * Stores an input, or as many of its datagrams as there is time for. `kept` gets their number before listeners run.
   *
   * @throws when it could not be stored
   */
  readonly keep: (input: Input, kept: (many: number) => void) => void;
  /** Left over by an earlier Pitwall. It comes before the first new input, once all listeners are attached. */
  readonly left: Input | undefined;
  /** Called for an input that can never be stored. */
  readonly giveUp: (input: Input, error: unknown) => void;
  /** Called when everything that waited, or what was not lost of it, has been stored. */
  readonly caughtUp: () => void;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  /** From so many waiting inputs on, datagrams are lost; MOST_INPUTS if absent. */
  readonly most?: number | undefined;
}

/** More than a 24-hour race of 60 cars produces, without positions: about 30 MB. */
const MOST_INPUTS = 100_000;

/** What the order of a race is made of. It is lost last: at twice as many waiting inputs. */
const NEEDED: readonly FromServer['type'][] = [
  'newSession',
  'newConnection',
  'connectionClosed',
  'clientLoaded',
  'lapCompleted',
  'endSession',
];

const LOSING =
  'too much waits to be kept: contacts, chat and sectors are lost from now on, and laps and joins once twice as much waits';

/** How long to wait before the next try when the store could not be written. */
const HOLD_MS = 500;

/** How often the log repeats that the store cannot be written. */
const STILL_MS = 60_000;

/**
 * In-memory queue, oldest first. Input waits here while the store is locked by others or its disk is full, and when so
 * much arrives at once that everything else needs a turn in between.
 */
export class Backlog {
  readonly #options: BacklogOptions;
  #inputs: Input[] = [];
  /** The error that pauses writing for a moment, because each try blocks everything else. */
  #heldBy: StoreError | undefined;
  #isBehind = false;
  /** So much waits that datagrams are lost. */
  #isLosing = false;
  /** When the log last said that the store cannot be written, on the clock that is never set. */
  #saidAt: number | undefined;
  /** A later turn that goes on with the queue is scheduled. */
  #isTurnOver = false;
  #isKeeping = false;
  #whenFree: (() => void)[] = [];

  constructor(options: BacklogOptions) {
    this.#options = options;
    if (options.left) this.#inputs.push(options.left);
  }

  take(input: Input): void {
    const taken = 'packets' in input ? this.#withRoom(input) : input;
    if (taken) this.#inputs.push(taken);
    if (this.#isTurnOver) return;
    // Datagrams have waited in the network already, so they can wait a turn. A notice is handled at once if the queue
    // is empty.
    if ('packets' in input && this.#options.clock.isTurnSpent?.()) this.#later();
    else this.#inTurns();
  }

  /** Goes to the front of the queue. If the queue is being written right now, it is written next. */
  takeFirst(input: Input): void {
    this.#inputs.unshift(input);
    if (!this.#isTurnOver && !this.#isKeeping) this.#later();
  }

  /** Stores the whole queue in order. @returns why something still waits */
  catchUp(): StoreError | undefined {
    for (let input = this.#next(); input; input = this.#next()) this.#keep(input);
    return this.#told();
  }

  /** Stores part of the queue, unless a turn for it is scheduled. @returns whether the queue is empty */
  goOn(): boolean {
    if (!this.#isTurnOver) this.#inTurns();
    return this.#inputs.length === 0;
  }

  /** Resolves when no turn is scheduled; undefined if none is. Ignores input that cannot be stored for now. */
  free(): Promise<void> | undefined {
    return this.#isTurnOver ? new Promise<void>((resolve) => this.#whenFree.push(resolve)) : undefined;
  }

  /** What Pitwall itself notices is little, and nobody says it again: there is always room for that. */
  #withRoom(heard: Heard): Heard | undefined {
    const { most = MOST_INPUTS, log } = this.#options;
    const waiting = this.#inputs.length;
    if (waiting < most) return heard;
    const packets = waiting < 2 * most ? heard.packets.filter(({ type }) => NEEDED.includes(type)) : [];
    if (packets.length === heard.packets.length) return heard;
    if (!this.#isLosing) log.error({ waiting }, LOSING);
    this.#isLosing = true;
    return packets.length > 0 ? { ...heard, packets } : undefined;
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
    if (this.#heldBy === undefined && (this.#isBehind || this.#isLosing)) {
      [this.#isBehind, this.#isLosing] = [false, false];
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

  /** Call this when the store has been written: an empty queue alone does not prove that it can be. */
  stored(): void {
    this.#saidAt = undefined;
  }

  /** Call this when the store cannot be written. @returns whether it may be writable later */
  hold(error: unknown): boolean {
    if (!(error instanceof StoreError && error.isPassing)) return false;
    const { clock } = this.#options;
    this.#say(error);
    this.#isBehind = true;
    if (this.#heldBy) return true;
    this.#heldBy = error;
    clock.after(HOLD_MS, () => {
      this.#heldBy = undefined;
      if (!this.#isTurnOver) this.#inTurns();
    });
    return true;
  }

  /** The log is often on the same disk, which may be full: a line a minute, without a stack. */
  #say({ message }: StoreError): void {
    const { clock, log } = this.#options;
    const since = this.#saidAt === undefined ? Infinity : clock.monotonic() - this.#saidAt;
    if (since < STILL_MS) return;
    const still = this.#saidAt === undefined ? '' : ' still';
    log.error({ reason: message }, `what happens${still} waits until it can be kept`);
    this.#saidAt = clock.monotonic();
  }

  #next(): Input | undefined {
    return this.#heldBy ? undefined : this.#inputs.shift();
  }

  /** Its listeners may add new input. By then it has left the queue, and the rest of it has been put back. */
  #keep(input: Input): void {
    this.#isKeeping = true;
    try {
      this.#options.keep(input, (many) => this.#putBack(input, many));
    } catch (error) {
      if (this.hold(error)) this.#inputs.unshift(input);
      // One datagram that cannot be stored must not lose the others.
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
