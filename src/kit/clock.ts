import { Turns, worked } from './turns.ts';

/** Time is passed in: pure code reads no clock, and tests advance it by hand. */
export interface Clock {
  /** UTC, milliseconds since 1970: what is stored and shown. */
  now(): number;
  /** Milliseconds from an arbitrary start that never jumps: durations, windows, deadlines. */
  monotonic(): number;
  /** Runs `task` after `ms`; the returned function cancels it. Timers never keep the process alive. */
  after(ms: number, task: () => void): () => void;
  /** Processor time this program has used, ms; if absent, `monotonic` is used instead. */
  readonly worked?: (() => number) | undefined;
  /**
   * Whether this turn of the event loop has done enough work. What can wait then starts in the next turn, with
   * `after(0)`. If absent, a turn is never spent.
   */
  readonly isTurnSpent?: (() => boolean) | undefined;
}

/** A thread has only one event loop, so everything in it shares these turns. */
const turns = new Turns();

/** Tasks that fall due together are not all run in one turn of the event loop. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    let cancel = (): void => clearTimeout(timer);
    const timer = setTimeout(() => {
      cancel = turns.take(task);
    }, ms);
    timer.unref();
    return () => cancel();
  },
  worked,
  isTurnSpent: () => turns.isSpent(),
};

/** Runs the task after everything else that is due now, alone in a turn of its own. Tasks run in call order. */
export const inNextTurn = (task: () => void): void => turns.next(task);

/** The clock that pieces of work are measured by, ms. */
export const workedBy = (clock: Pick<Clock, 'monotonic' | 'worked'>): number => clock.worked?.() ?? clock.monotonic();

/** Repeats `task` every `ms` until the returned function is called. */
export function every(clock: Clock, ms: number, task: () => void): () => void {
  let cancel = clock.after(ms, tick);
  function tick(): void {
    cancel = clock.after(ms, tick);
    task();
  }
  return () => cancel();
}

/**
 * Like `every`, for code that concludes from elapsed time that something has not arrived. A tick that is late by
 * another `ms` is skipped: the process did not run, and what arrived meanwhile has not been processed yet. Two ticks in
 * a row are never skipped, so it also works on a machine that is always late.
 */
export function everyAwake(clock: Clock, ms: number, task: () => void): () => void {
  let due = clock.monotonic() + ms;
  let isLeftOut = false;
  return every(clock, ms, () => {
    const now = clock.monotonic();
    isLeftOut = now >= due + ms && !isLeftOut;
    due = now + ms;
    if (!isLeftOut) task();
  });
}
