/**
 * How much is done at once of what can be cut in pieces, so that everything else has its turn between two of them: learnt
 * from how long the last piece took.
 */

/** Of processor time, for one piece. A single thing that takes longer cannot be cut. */
export const TURN_MS = 8;

export interface PaceOptions {
  /** Before anything was learnt. */
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

  /** Of the next piece. */
  get size(): number {
    return this.#size;
  }

  /** A piece of this size took so long. */
  took(size: number, ms: number): void {
    if (ms > TURN_MS) this.#size = Math.max(this.#least, Math.floor((size * TURN_MS) / ms));
    else if (ms < TURN_MS / 2 && size >= this.#size) this.#size = Math.min(this.#most, this.#size * 2);
  }
}
