import type { Clock } from '../../../src/kit/clock.ts';

export interface TickerOptions {
  clock: Clock;
  /** 2 lets the simulated time run twice as fast. */
  speed: number;
  /** Called for each step of simulated time, with its end. */
  step(nowMs: number): void;
}

/** Simulated time moves in steps of this many milliseconds, whatever the clock does: so a seed gives the same race. */
export const STEP_MS = 50;
/** A machine that slept goes on where it was, rather than driving an hour at once. */
const mostSteps = 2000;
const shortestTickMs = 5;

/** Steps the simulation along with the clock. The returned function stops it. */
export function startTicker({ clock, speed, step }: TickerOptions): () => void {
  let began = clock.monotonic();
  let nowMs = 0;
  let isStopped = false;
  let cancel = wait();

  function wait(): () => void {
    return clock.after(Math.max(shortestTickMs, STEP_MS / speed), tick);
  }

  function tick(): void {
    const dueMs = (clock.monotonic() - began) * speed;
    for (let count = 0; count < mostSteps && nowMs + STEP_MS <= dueMs + 1e-6 && !isStopped; count++) {
      nowMs += STEP_MS;
      step(nowMs);
    }
    if (nowMs + STEP_MS * 2 <= dueMs) began = clock.monotonic() - nowMs / speed;
    if (!isStopped) cancel = wait();
  }

  return () => {
    isStopped = true;
    cancel();
  };
}
