import { Turns, worked } from './turns.ts';

/** Time, passed in: nothing pure reads a clock, and a test moves it by hand. */
export interface Clock {
  /** UTC, milliseconds since 1970: what is stored and shown. */
  now(): number;
  /** Milliseconds from an arbitrary start that never jumps: durations, windows, deadlines. */
  monotonic(): number;
  /** Runs `task` after `ms`; the returned function cancels it. Timers never keep the process alive. */
  after(ms: number, task: () => void): () => void;
  /** What this program has had of a processor, ms; where it is absent the clock that never jumps stands in. */
  readonly worked?: (() => number) | undefined;
  /**
   * Whether enough was done in this turn of the event loop: what can wait begins in the next, by `after(0)`. Where it is
   * absent it never is.
   */
  readonly isTurnSpent?: (() => boolean) | undefined;
}

/** A thread has one event loop, whoever has work in it. */
const turns = new Turns();

/** Tasks that fall due together are not run in one turn of the event loop. */
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

/** Runs it once whatever else is due now has had its turn, alone in its own: in the order in which they are asked for. */
export const inNextTurn = (task: () => void): void => turns.next(task);

/** By which pieces of work are measured, ms. */
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
 * As `every`, for whoever judges by the time that something has not come. A tick that is late by another `ms` is left
 * out: the process did not run, and what came meanwhile waits to be looked at. Never two of them in a row, so that it is
 * judged on a machine, too, that is always late.
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
