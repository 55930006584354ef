import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Clock, every } from '../kit/clock.ts';

/** What is measured is the time between two looks, this long apart where nothing holds them up. */
const LOOK_MS = 20;
const WINDOW_MS = 10_000;
const NANOSECONDS = 1e6;

/** How late the event loop is: of the last ten seconds that are over, and of those that run. */
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

  /** Nothing was measured yet: 0. */
  #now(): number {
    return this.#measured.count === 0 ? 0 : Math.max(0, this.#measured.percentile(99) / NANOSECONDS - LOOK_MS);
  }
}
