/** The hub's position with each edge. Call in the transaction of the rows that it applies. */
import type { Store } from '../store/store.ts';
import type { Standing } from './applier.ts';
import type { Position } from './batch.ts';
import { type Counted, countedShape, furthest } from './numbers.ts';

interface EdgeRow {
  readonly segment: string;
  readonly applied: number;
}

/** Of one edge. */
export class StoredStanding implements Standing {
  readonly #store: Store;
  readonly #edge: string;

  constructor(store: Store, edge: string) {
    this.#store = store;
    this.#edge = edge;
  }

  current(): Position | undefined {
    return placeOf(
      this.#store.get<EdgeRow>(
        'SELECT segment, applied FROM fleet_edges WHERE edge = ? ORDER BY id DESC LIMIT 1',
        this.#edge,
      ),
    );
  }

  appliedOf(segment: string): Position | undefined {
    return placeOf(
      this.#store.get<EdgeRow>(
        'SELECT segment, applied FROM fleet_edges WHERE edge = ? AND segment = ?',
        this.#edge,
        segment,
      ),
    );
  }

  /** How far that edge has counted, according to all its rows. */
  counted(): Counted | undefined {
    const row = this.#store.get<{ value: string }>(
      'SELECT value FROM fleet_state WHERE name = ?',
      `counted/${this.#edge}`,
    );
    return row && countedShape.parse(JSON.parse(row.value));
  }

  count(told: Counted): void {
    const known = this.counted();
    this.#store.run(
      `INSERT INTO fleet_state (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      `counted/${this.#edge}`,
      JSON.stringify(known ? furthest(known, told) : told),
    );
  }

  moveTo({ segment, n }: Position): void {
    this.#store.run(
      `INSERT INTO fleet_edges (edge, segment, applied) VALUES (?, ?, ?)
       ON CONFLICT (edge, segment) DO UPDATE SET applied = excluded.applied`,
      this.#edge,
      segment,
      n,
    );
  }
}

const placeOf = (row: EdgeRow | undefined): Position | undefined => row && { segment: row.segment, n: row.applied };
