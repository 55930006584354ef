import { type ReaderMemo, readMemo } from '../acserver/stdout/memo.ts';

/** How far a log has been read: stored with what was read, so that every line counts once across a kill. */
export interface LogPosition {
  readonly path: string;
  readonly offset: number;
  /** Which file it was; absent where that was not known. */
  readonly file?: string | undefined;
  /** The reader's, in the middle of a block or not. */
  readonly memo?: ReaderMemo;
}

/** A position as it was stored; undefined for anything else. */
export function readLogPosition(stored: unknown): LogPosition | undefined {
  if (typeof stored !== 'object' || stored === null || !('path' in stored && 'offset' in stored)) return undefined;
  const { path, offset } = stored;
  if (typeof path !== 'string' || typeof offset !== 'number') return undefined;
  const file = 'file' in stored && typeof stored.file === 'string' ? stored.file : undefined;
  return { path, offset, file, memo: 'memo' in stored ? readMemo(stored.memo) : undefined };
}
