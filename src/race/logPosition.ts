import { type ReaderMemo, readMemo } from '../acserver/stdout/memo.ts';

/** How far a log has been read. Stored with what was read, so that every line counts once even after a kill. */
export interface LogPosition {
  readonly path: string;
  readonly offset: number;
  /** Identifies the file; absent if unknown. */
  readonly file?: string | undefined;
  /** When it was read this far: UTC, milliseconds; absent in positions of older versions. */
  readonly at?: number | undefined;
  /** The reader's state, possibly in the middle of a block. */
  readonly memo?: ReaderMemo;
}

/** A log was replaced between these times: UTC, milliseconds. The first is unknown for older positions. */
export interface LogGap {
  readonly from?: number | undefined;
  readonly to: number;
}

/** A stored position; undefined for anything else. */
export function readLogPosition(stored: unknown): LogPosition | undefined {
  if (typeof stored !== 'object' || stored === null || !('path' in stored && 'offset' in stored)) return undefined;
  const { path, offset } = stored;
  if (typeof path !== 'string' || typeof offset !== 'number') return undefined;
  const file = 'file' in stored && typeof stored.file === 'string' ? stored.file : undefined;
  const at = 'at' in stored && typeof stored.at === 'number' ? stored.at : undefined;
  return { path, offset, file, at, memo: 'memo' in stored ? readMemo(stored.memo) : undefined };
}
