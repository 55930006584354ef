import { dirname, join } from 'node:path';
import { ownCommand } from '../kit/ownCommand.ts';

/** A problem that keeps the store from working. The message is one sentence that names the file and what to do. */
export abstract class StoreError extends Error {
  /** Whether a retry may work later, so that data to be recorded is worth keeping until then. */
  abstract readonly isPassing: boolean;
}

/** Nothing was recorded; existing data can still be read. */
export class StoreFull extends StoreError {
  override readonly name = 'StoreFull';
  readonly isPassing = true;

  constructor(file: string, cause: Error) {
    super(`The disk with ${file} is full: nothing can be recorded until there is room on it.`, { cause });
  }
}

/** Nothing was recorded; existing data can still be read. */
export class StoreBusy extends StoreError {
  override readonly name = 'StoreBusy';
  readonly isPassing = true;

  constructor(file: string, cause: Error) {
    super(`${file} is locked by another program: nothing can be recorded until that lets go of it.`, { cause });
  }
}

/** The disk fails, or the file is gone or no longer ours. */
class StoreUnavailable extends StoreError {
  override readonly name = 'StoreUnavailable';
  readonly isPassing = true;

  constructor(file: string, cause: Error) {
    super(`${file} cannot be read or written (${cause.message}): check the disk and the owner of the file.`, {
      cause,
    });
  }
}

/** The content of the file makes no sense, or is gone. */
export class StoreDamaged extends StoreError {
  override readonly name = 'StoreDamaged';
  readonly isPassing = false;

  constructor(file: string, what: string, cause?: Error) {
    super(
      `${file} ${what}: stop Pitwall and put a backup in its place ("${ownCommand('restore <backup>')}"), or move all of ` +
        `${dirname(file)} elsewhere to start from scratch, without any bans, penalties, incidents or results.`,
      { cause },
    );
  }
}

/** Pitwall has run here before, but its data is gone. */
export class StoreMissing extends StoreDamaged {
  /** @param trace what the earlier run left beside the store */
  constructor(file: string, trace: string) {
    super(file, `is gone, although this directory was used before (there is ${join(dirname(file), trace)})`);
  }
}

/** Turns SQLite's error into one of ours if the file is at fault; a mistake in our SQL is returned unchanged. */
export function storeError(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'SQLITE_FULL') return new StoreFull(file, error);
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new StoreBusy(file, error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new StoreDamaged(file, `is damaged (${error.message})`, error);
  // libsql reports a file that it cannot open without a code.
  const isShut =
    /^SQLITE_(IOERR|READONLY|CANTOPEN|PERM|AUTH)/.test(code) || error.message.startsWith('ConnectionFailed');
  return isShut ? new StoreUnavailable(file, error) : error;
}
