import type { Clock } from '../../kit/clock.ts';

/** What a log says of the same thing again and again: once in ten minutes. */
const AGAIN_MS = 10 * 60_000;

export class Seldom {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #said = new Map<string, number>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Whether this is to be said now. */
  isDue(about: string): boolean {
    const now = this.#clock.monotonic();
    const last = this.#said.get(about);
    if (last !== undefined && now - last < AGAIN_MS) return false;
    this.#said.set(about, now);
    return true;
  }

  /** Whether something had been said; it is over. */
  isOver(about: string): boolean {
    return this.#said.delete(about);
  }
}
