// Spreads the work of the one thread over turns of its event loop. Tasks that fall due together are not all run in one
// turn, so other work on the thread waits for one piece, and not for all of them.

/** Processor time: after this, divisible work pauses, and the next task begins in another turn. */
export const SHARE_MS = 4;
/** A task that waited this long is late: the machine gives this program little time, and due work only piles up. */
const LONGEST_MS = 50;
/** Processor time per turn while tasks are late: more than sockets take of a turn, so that the backlog shrinks. */
const LATE_SHARE_MS = 3 * SHARE_MS;
/** The loop count changes between timers and sockets, so two rounds cover each kind of work once. */
const ROUNDS = 2;

/** The progress of the event loop. */
export interface Loop {
  /** By a monotonic clock, ms. */
  now(): number;
  /** Processor time this program has used, ms. */
  worked(): number;
  /** How many rounds the loop has made. */
  rounds(): number;
  /** How long the loop has been idle, ms. */
  idleMs(): number;
}

/**
 * Processor time this program has used, ms. When other programs use most of the processor, even a short task takes long
 * by the clock, and pieces limited by wall-clock time would get nothing done.
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
  /** When it was queued; after some time it counts as late. */
  readonly since?: number | undefined;
  /** The round in which it was queued; it runs in a later one. */
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

  /** Whether enough work was done in this turn. The first call in a turn always gets false. */
  isSpent(): boolean {
    return !this.#begins() && this.#loop.worked() - this.#begunAt >= SHARE_MS;
  }

  /** Whether a new turn has begun; its work is counted from here on. */
  #begins(): boolean {
    const [rounds, idleMs] = [this.#loop.rounds(), this.#loop.idleMs()];
    // If the loop was idle, everything has had its turn.
    const isNew = rounds >= this.#begunIn + ROUNDS || idleMs > this.#idleMs;
    if (!isNew) return false;
    this.#begunIn = rounds;
    this.#idleMs = idleMs;
    this.#begunAt = this.#loop.worked();
    return true;
  }

  /** Runs the task now or in a later turn, in the order of the calls. The returned function cancels a waiting task. */
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

  /** Runs the task after timers and sockets, alone in a turn of its own: the next piece of long work. */
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
   * Runs at least one task, however much of this turn others used. A task that throws does not affect the others. A
   * task that needs a turn of its own ends this one: its follow-up work in promises takes unmeasured time.
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

  /** In the same round, sockets have been read before this, but timers have not run. */
  #isInItsRound(): boolean {
    return this.#waiting[0]?.after === this.#loop.rounds();
  }

  /** @param begun processor time at the start; what was used before was for other work */
  #isLate(begun: number): boolean {
    const waited = this.#loop.now() - (this.#waiting[0]?.since ?? Infinity);
    return waited > LONGEST_MS && this.#loop.worked() - begun < LATE_SHARE_MS;
  }
}
