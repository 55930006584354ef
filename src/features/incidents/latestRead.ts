/**
 * What the latest rows say, read once: in a chain of contacts the same rows are asked for with each of them, and some times
 * more while it is worked out what became of the cars.
 *
 * Whoever writes a row says so, in the transaction that does: until that is on the disk it may be taken back, and the row
 * is read each time.
 */
import type { Store } from '../../store/store.ts';

/** What one row says, and how long the text was. */
export interface Read<Value> {
  readonly value: Value;
  readonly characters: number;
}

export class LatestRead<Value> {
  readonly #store: Pick<Store, 'afterCommit'>;
  readonly #most: number;
  /** By the id of the row, the latest last. */
  readonly #kept = new Map<number, Read<Value>>();
  readonly #beingWritten = new Set<number>();
  #characters = 0;

  /** @param most of text, all rows together */
  constructor(store: Pick<Store, 'afterCommit'>, most: number) {
    this.#store = store;
    this.#most = most;
  }

  of(id: number, read: () => Read<Value>): Value {
    const known = this.#kept.get(id) ?? read();
    this.#forget(id);
    if (!this.#beingWritten.has(id)) this.#keep(id, known);
    return known.value;
  }

  /** @param read what the row says now, where that is at hand: known from when it is on the disk */
  written(id: number, read?: Read<Value>): void {
    this.#forget(id);
    this.#beingWritten.add(id);
    this.#store.afterCommit(() => {
      this.#beingWritten.delete(id);
      this.#forget(id);
      if (read) this.#keep(id, read);
    });
  }

  #keep(id: number, read: Read<Value>): void {
    this.#kept.set(id, read);
    this.#characters += read.characters;
    for (const oldest of this.#kept.keys()) {
      if (this.#characters <= this.#most) return;
      this.#forget(oldest);
    }
  }

  #forget(id: number): void {
    this.#characters -= this.#kept.get(id)?.characters ?? 0;
    this.#kept.delete(id);
  }
}
