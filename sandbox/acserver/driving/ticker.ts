import type { Clock } from '../../../src/kit/clock.ts';

export interface TickerOptions {
  clock: Clock;
  /** 2 runs the simulated time twice as fast. */
  speed: number;
  /** Called for each step of simulated time, with the step's end. */
  step(nowMs: number): void;
}

/**
 * Simulated time advances in steps of this many milliseconds, whatever the clock does, so a seed always gives the same
 * race.
 */
export const STEP_MS = 50;
/** After sleep, the machine continues where it was instead of simulating an hour at once. */
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
