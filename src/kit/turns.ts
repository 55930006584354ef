// What the one thread does in a turn of its event loop: pieces of work that fall due together have one each, so that
// whatever else waits for the thread waits for a piece, and not for all of them.

/** Of a processor: after that a piece of work that can be cut ends, and the next one begins in another turn. */
export const SHARE_MS = 4;
/** Who has waited so long has come too late: the machine has little time for this program, and what is due only becomes more. */
const LONGEST_MS = 50;
/** Of a processor, for those who have: more than sockets take of a turn, so that they come to an end. */
const LATE_SHARE_MS = 3 * SHARE_MS;
/** The loop is counted between timers and sockets: two of these hold each kind of work once. */
const ROUNDS = 2;

/** How far the event loop has come. */
export interface Loop {
  /** By a clock that never jumps, ms. */
  now(): number;
  /** What this program has had of a processor, ms. */
  worked(): number;
  /** How often it has gone round. */
  rounds(): number;
  /** How long it has had nothing to do, ms. */
  idleMs(): number;
}

/**
 * What this program has had of a processor, ms. Where others have most of it, a short piece of work takes long by the clock,
 * and nothing would be got done by pieces of so long.
 */
export function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const ownLoop: Loop = {
  now: () => performance.now(),
  worked,
  rounds: () => performance.nodeTiming.uvMetricsInfo.loopCount,
  idleMs: () => performance.nodeTiming.idleTime,
};

interface Waiting {
  readonly task: () => void;
  /** It comes too late after some time. */
  readonly since?: number | undefined;
  /** The round in which it was asked for: it runs in a later one. */
  readonly after?: number | undefined;
}

export class Turns {
  readonly #loop: Loop;
  readonly #waiting: Waiting[] = [];
  #begunAt = -Infinity;
  #begunIn = -Infinity;
  #idleMs = -1;
  #isArmed = false;

  constructor(loop = ownLoop) {
    this.#loop = loop;
  }

  /** Whether what was done in this turn is enough. What is asked first in one is never told so. */
  isSpent(): boolean {
    return !this.#begins() && this.#loop.worked() - this.#begunAt >= SHARE_MS;
  }

  /** Whether this turn is a new one: what is worked is counted from here on. */
  #begins(): boolean {
    const [rounds, idleMs] = [this.#loop.rounds(), this.#loop.idleMs()];
    // Where it had nothing to do, everything has had its turn.
    const isNew = rounds >= this.#begunIn + ROUNDS || idleMs > this.#idleMs;
    if (!isNew) return false;
    this.#begunIn = rounds;
    this.#idleMs = idleMs;
    this.#begunAt = this.#loop.worked();
    return true;
  }

  /** Runs it now or in a later turn, in the order in which they came. The returned function cancels what waits. */
  take(task: () => void): () => void {
    if (this.#waiting.length === 0 && !this.isSpent()) {
      task();
      return () => {};
    }
    const entry: Waiting = { task, since: this.#loop.now() };
    this.#waiting.push(entry);
    this.#arm();
    return () => {
      const index = this.#waiting.indexOf(entry);
      if (index >= 0) this.#waiting.splice(index, 1);
    };
  }

  /** Runs it once timers and sockets have had their turn, alone in its own: the next piece of something long. */
  next(task: () => void): void {
    this.#waiting.push({ task, after: this.#loop.rounds() });
    this.#arm();
  }

  #arm(): void {
    if (this.#isArmed || this.#waiting.length === 0) return;
    this.#isArmed = true;
    setImmediate(() => this.#goOn());
  }

  /**
   * One at least, whoever else had this turn. One that throws takes no other along. What waits for its own turn ends this
   * one: what follows from that by promises takes time that is not known here.
   */
  #goOn(): void {
    this.#isArmed = false;
    const begun = this.#loop.worked();
    try {
      if (this.#isInItsRound()) return;
      this.#begins();
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        next.task();
        if (next.after !== undefined || this.#waiting[0]?.after !== undefined) break;
        if (this.isSpent() && !this.#isLate(begun)) break;
      }
    } finally {
      this.#arm();
    }
  }

  /** Sockets are read before this in the same round, and timers are not. */
  #isInItsRound(): boolean {
    return this.#waiting[0]?.after === this.#loop.rounds();
  }

  /** @param begun what was worked until then was for others */
  #isLate(begun: number): boolean {
    const waited = this.#loop.now() - (this.#waiting[0]?.since ?? Infinity);
    return waited > LONGEST_MS && this.#loop.worked() - begun < LATE_SHARE_MS;
  }
}
