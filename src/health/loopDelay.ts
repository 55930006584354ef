import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Clock, every } from '../kit/clock.ts';

/** What is measured is the time between two ticks, which is this long without any delay. */
const LOOK_MS = 20;
const WINDOW_MS = 10_000;
const NANOSECONDS = 1e6;

/** The delay of the event loop: in the last complete window of ten seconds, and in the current one. */
export class LoopDelay {
  readonly #measured = monitorEventLoopDelay({ resolution: LOOK_MS });
  readonly #stop: () => void;
  #last = 0;

  constructor(clock: Clock) {
    this.#measured.enable();
    this.#stop = every(clock, WINDOW_MS, () => {
      this.#last = this.#now();
      this.#measured.reset();
    });
  }

  /** 99th percentile, milliseconds. */
  p99(): number {
    return Math.max(this.#last, this.#now());
  }

  close(): void {
    this.#stop();
    this.#measured.disable();
  }

  /** 0 if nothing was measured yet. */
  #now(): number {
    return this.#measured.count === 0 ? 0 : Math.max(0, this.#measured.percentile(99) / NANOSECONDS - LOOK_MS);
  }
}
