import type { Portion, Position } from '../../src/fleet/batch.ts';
import type { OutRows } from '../../src/fleet/publisher.ts';

interface Row {
  readonly segment: string;
  readonly n: number;
  readonly body: string;
  confirmed: boolean;
}

interface Kept {
  segments: { name: string; last: number }[];
  rows: Row[];
  applied: Position | undefined;
  /** Everything that has happened on this edge, except what a restore has undone. */
  happened: string[];
}

/** What `Out` stores, in memory: a random run can set it back to any moment. Checked by the tests of the real one. */
export class MemoryOut implements OutRows {
  #kept: Kept;
  readonly #limit: number;

  constructor(segment: string, of: MemoryOut | undefined, limit: number) {
    this.#kept = of ? structuredClone(of.#kept) : { segments: [], rows: [], applied: undefined, happened: [] };
    this.#limit = limit;
    this.#kept.segments.push({ name: segment, last: 0 });
    this.add(`start ${segment}`);
  }

  /** A copy of its current state. */
  copy(): MemoryOut {
    const copy = new MemoryOut('', undefined, this.#limit);
    copy.#kept = structuredClone(this.#kept);
    return copy;
  }

  add(body: string): void {
    const segment = this.#kept.segments.at(-1);
    if (!segment) throw new Error('there is no segment');
    segment.last += 1;
    this.#kept.happened.push(body);
    this.#kept.rows.push({ segment: segment.name, n: segment.last, body, confirmed: false });
  }

  happened(): readonly string[] {
    return this.#kept.happened;
  }

  behind(place: Position | undefined): Portion | undefined {
    const known = place && this.#order(place.segment) >= 0 ? place : undefined;
    const left = this.#kept.rows.filter((row) => known === undefined || this.#isBehind(row, known));
    const [first] = left;
    if (!first) return undefined;
    const before = this.#kept.segments[this.#order(first.segment) - 1];
    return {
      segment: first.segment,
      after: before && { segment: before.name, n: before.last },
      from: first.n,
      rows: left
        .filter(({ segment }) => segment === first.segment)
        .slice(0, this.#limit)
        .map(({ body }) => ({ kind: 'event', server: undefined, body })),
    };
  }

  segments(): readonly string[] {
    return this.#kept.segments.map(({ name }) => name);
  }

  applied(): Position | undefined {
    return this.#kept.applied;
  }

  confirm(place: Position | undefined): void {
    if (place && this.#order(place.segment) < 0) return;
    this.#kept.applied = place;
    for (const row of this.#kept.rows) row.confirmed = place !== undefined && !this.#isBehind(row, place);
  }

  counted(): undefined {
    return undefined;
  }

  /** A day has passed. The life before the oldest row is still known, and none before that. */
  prune(): void {
    this.#kept.rows = this.#kept.rows.filter(({ confirmed }) => !confirmed);
    const [oldest] = this.#kept.rows;
    const from = oldest ? this.#order(oldest.segment) : this.#kept.segments.length - 1;
    this.#kept.segments = this.#kept.segments.slice(Math.max(0, from - 1));
  }

  #isBehind(row: Position, place: Position): boolean {
    const [one, other] = [this.#order(row.segment), this.#order(place.segment)];
    return one > other || (one === other && row.n > place.n);
  }

  #order(segment: string): number {
    return this.#kept.segments.findIndex(({ name }) => name === segment);
  }
}
