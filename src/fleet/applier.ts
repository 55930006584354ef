/** What the hub makes of a batch: by where it stands alone, whatever was lost, repeated or put out of order on the way. */
import { type Batch, isSame, type Position } from './batch.ts';
import type { Where } from './publisher.ts';

/** How far the hub has come with one edge. */
export interface Standing {
  /** The last row it has applied. */
  current(): Position | undefined;
  /** The last row it has applied of a segment, now or earlier. */
  appliedOf(segment: string): Position | undefined;
}

/** The edge's past is not the one that the hub knows. */
export interface Break {
  /** What the hub had applied last. */
  readonly told: Position | undefined;
  /** What the edge has before these rows. */
  readonly kept: Position | undefined;
}

export type Verdict =
  /** Of a segment that the edge has left behind. */
  | { readonly kind: 'ignore' }
  /** Rows are missing before these: the edge is to send from where the hub stands. */
  | { readonly kind: 'rewind' }
  /** `skip`: so many of its rows are applied already. */
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
  // A batch of another past may be a late one: its edge must have said so knowing where the hub stands now.
  if (batch.despite === undefined || !isSame(batch.despite ?? undefined, current)) return { kind: 'rewind' };
  return { kind: 'apply', skip: 0, broken: { told: current, kept: keptBefore(batch) } };
}

/** It has less than it had told; otherwise what it has told in between is missing here. */
export function isSetBack(standing: Standing, { told, kept }: Break): boolean {
  if (!told || !kept) return told !== undefined;
  const applied = standing.appliedOf(kept.segment);
  return applied !== undefined && (kept.segment !== told.segment || kept.n < told.n);
}

const keptBefore = ({ segment, from, after }: Batch): Position | undefined =>
  from > 1 ? { segment, n: from - 1 } : after;

/** The answer to an edge that knows of these segments of its own. */
export function whereOf(standing: Standing, segments: readonly string[]): Where {
  const known = segments.findLast((each) => standing.appliedOf(each) !== undefined);
  return { applied: standing.current(), common: known === undefined ? undefined : standing.appliedOf(known) };
}
