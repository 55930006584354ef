/**
 * Caches what the latest rows contain. In a pile-up the same rows are read with each contact, and several times more
 * when it is worked out what happened to the cars.
 *
 * Whoever writes a row says so in the same transaction. Until that is on disk it may be rolled back, so the row is read
 * every time.
 */
import type { Store } from '../../store/store.ts';

/** The content of one row, and how much of it there is. */
export interface Read<Value> {
  readonly value: Value;
  readonly size: number;
}

export class LatestRead<Value> {
  readonly #store: Pick<Store, 'afterCommit'>;
  readonly #most: number;
  /** By row id, the latest last. */
  readonly #kept = new Map<number, Read<Value>>();
  readonly #beingWritten = new Set<number>();
  #size = 0;

  /** @param most of all rows together, in the unit of their sizes */
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

  /** As it is on disk; undefined if it is not cached. */
  known(id: number): Value | undefined {
    return this.#beingWritten.has(id) ? undefined : this.#kept.get(id)?.value;
  }

  /** @param read the row's new content, if at hand: cached once it is on disk */
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
    this.#size += read.size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#most) return;
      this.#forget(oldest);
    }
  }

  #forget(id: number): void {
    this.#size -= this.#kept.get(id)?.size ?? 0;
    this.#kept.delete(id);
  }
}
