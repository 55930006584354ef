import { type ReaderMemo, readMemo } from '../acserver/stdout/memo.ts';

/** How far a log has been read: stored with what was read, so that every line counts once across a kill. */
export interface LogPosition {
  readonly path: string;
  readonly offset: number;
  /** Which file it was; absent where that was not known. */
  readonly file?: string | undefined;
  /** When it was read so far: UTC, milliseconds; absent in those of older versions. */
  readonly at?: number | undefined;
  /** The reader's, in the middle of a block or not. */
  readonly memo?: ReaderMemo;
}

/** A log was replaced between these times, the first of which is not known of older positions: UTC, milliseconds. */
export interface LogGap {
  readonly from?: number | undefined;
  readonly to: number;
}

/** A position as it was stored; undefined for anything else. */
export function readLogPosition(stored: unknown): LogPosition | undefined {
  if (typeof stored !== 'object' || stored === null || !('path' in stored && 'offset' in stored)) return undefined;
  const { path, offset } = stored;
  if (typeof path !== 'string' || typeof offset !== 'number') return undefined;
  const file = 'file' in stored && typeof stored.file === 'string' ? stored.file : undefined;
  const at = 'at' in stored && typeof stored.at === 'number' ? stored.at : undefined;
  return { path, offset, file, at, memo: 'memo' in stored ? readMemo(stored.memo) : undefined };
}
