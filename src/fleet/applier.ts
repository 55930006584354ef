/**
 * Decides what the hub does with a batch, by its position alone, whatever was lost, repeated or reordered on the way.
 */
import { type Batch, isSame, type Position } from './batch.ts';
import type { Where } from './publisher.ts';

/** How far the hub has come with one edge. */
export interface Standing {
  /** The last applied row. */
  current(): Position | undefined;
  /** The last applied row of a segment, current or earlier. */
  appliedOf(segment: string): Position | undefined;
}

/** The edge's history differs from the one that the hub knows. */
export interface Break {
  /** The last row that the hub had applied. */
  readonly told: Position | undefined;
  /** The row that the edge has before these rows. */
  readonly kept: Position | undefined;
}

export type Verdict =
  /** For a segment that the edge has already left. */
  | { readonly kind: 'ignore' }
  /** Rows before these are missing: the edge must send again from the hub's position. */
  | { readonly kind: 'rewind' }
  /** `skip`: how many of its rows are applied already. */
  | { readonly kind: 'apply'; readonly skip: number; readonly broken?: Break | undefined };

export function judge(standing: Standing, batch: Batch): Verdict {
  const current = standing.current();
  if (batch.segment === current?.segment && batch.from <= current.n + 1) {
    return { kind: 'apply', skip: Math.min(current.n + 1 - batch.from, batch.rows.length) };
  }
  if (batch.segment !== current?.segment && standing.appliedOf(batch.segment)) return { kind: 'ignore' };
  if (batch.segment !== current?.segment && batch.from === 1 && isSame(batch.after, current)) {
    return { kind: 'apply', skip: 0 };
  }
  // A batch with a different history may just be late. It counts only if its edge sent it knowing the hub's current
  // position.
  if (batch.despite === undefined || !isSame(batch.despite ?? undefined, current)) return { kind: 'rewind' };
  return { kind: 'apply', skip: 0, broken: { told: current, kept: keptBefore(batch) } };
}

/** Whether the edge lost rows that it had already reported. Otherwise the rows in between are missing only here. */
export function isSetBack(standing: Standing, { told, kept }: Break): boolean {
  if (!told || !kept) return told !== undefined;
  const applied = standing.appliedOf(kept.segment);
  return applied !== undefined && (kept.segment !== told.segment || kept.n < told.n);
}

const keptBefore = ({ segment, from, after }: Batch): Position | undefined =>
  from > 1 ? { segment, n: from - 1 } : after;

/** The hub's answer to an edge that has these segments. */
export function whereOf(standing: Standing, segments: readonly string[]): Where {
  const known = segments.findLast((each) => standing.appliedOf(each) !== undefined);
  return { applied: standing.current(), common: known === undefined ? undefined : standing.appliedOf(known) };
}
