/**
 * Adapts how much divisible work is done at once, so that other work gets its turn in between. It learns from how long
 * the last piece took.
 */
import { SHARE_MS } from './turns.ts';

export interface PaceOptions {
  /** Before anything was measured. */
  readonly first: number;
  readonly least?: number | undefined;
  readonly most: number;
}

export class Pace {
  readonly #least: number;
  readonly #most: number;
  #size: number;

  constructor({ first, least = 1, most }: PaceOptions) {
    this.#least = least;
    this.#most = most;
    this.#size = first;
  }

  /** The size of the next piece. */
  get size(): number {
    return this.#size;
  }

  /** Records that a piece of this size took `ms` of processor time. A single item that takes too long cannot be split. */
  took(size: number, ms: number): void {
    if (ms > SHARE_MS) this.#size = Math.max(this.#least, Math.floor((size * SHARE_MS) / ms));
    else if (ms < SHARE_MS / 2 && size >= this.#size) this.#size = Math.min(this.#most, this.#size * 2);
  }
}
