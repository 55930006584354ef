import type { Clock } from '../../kit/clock.ts';

/** Limits repeated log messages to one every ten minutes. */
const AGAIN_MS = 10 * 60_000;

export class Seldom {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #said = new Map<string, number>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Whether to log this now. */
  isDue(about: string): boolean {
    const now = this.#clock.monotonic();
    const last = this.#said.get(about);
    if (last !== undefined && now - last < AGAIN_MS) return false;
    this.#said.set(about, now);
    return true;
  }

  /**
   * Call when it is over.
   *
   * @returns whether it had been logged
   */
  isOver(about: string): boolean {
    return this.#said.delete(about);
  }
}
