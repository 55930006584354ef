import { type Clock, every } from '../kit/clock.ts';

/** The size of a log, and how far it has been read; undefined if no log is read. */
export type LogProgress = () => { readonly size: number; readonly read: number } | undefined;

const LOOK_MS = 1000;

/** How long a log has not been read to the end. It is written all the time, so a short lag is normal. */
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
