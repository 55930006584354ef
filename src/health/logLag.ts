import { type Clock, every } from '../kit/clock.ts';

/** Where a log ends, and how far it was read; undefined where none is. */
export type LogProgress = () => { readonly size: number; readonly read: number } | undefined;

const LOOK_MS = 1000;

/** For how long a log has not been read to its end: it is written to all the time. */
export class LogLag {
  readonly #clock: Clock;
  readonly #progress: LogProgress;
  readonly #stop: () => void;
  #readUntil: number;

  constructor(clock: Clock, progress: LogProgress) {
    this.#clock = clock;
    this.#progress = progress;
    this.#readUntil = clock.monotonic();
    this.#stop = every(clock, LOOK_MS, () => this.ms());
  }

  ms(): number | undefined {
    const progress = this.#progress();
    const now = this.#clock.monotonic();
    if (!progress || progress.read >= progress.size) this.#readUntil = now;
    return progress && now - this.#readUntil;
  }

  close(): void {
    this.#stop();
  }
}
