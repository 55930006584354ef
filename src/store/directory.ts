/** DATA_DIR, kept to this process by a lock and to this user by its permissions. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { messageOf, PassingError, UserError } from '../kit/errors.ts';
import { StoreBusy, StoreDamaged } from './errors.ts';
import { SqliteFile } from './sqlite.ts';

/** The store holds GUIDs, addresses, chat, and tokens that answer in Pitwall's name. */
export const OURS_ALONE = { directory: 0o700, file: 0o600 } as const;

const HOLDER = 'pitwall.pid';

const FILES = ['pitwall.db', 'pitwall.db-wal', 'pitwall.db-shm', 'pitwall.lock', HOLDER] as const;

export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: OURS_ALONE.directory });
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new UserError(`DATA_DIR ${directory} cannot be written to: ${messageOf(error)}.`);
  }
}

/** SQLite gives its -wal and -shm files the same permissions. An existing file is left as it is. */
export function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OURS_ALONE.file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new UserError(`${path} cannot be made: ${messageOf(error)}.`);
  }
}

/** Closes files that an older Pitwall or a manual copy left readable for everybody. Only warns about the directory. */
export function closeToOthers(directory: string, warn: (sentence: string) => void): void {
  // Windows has no such permissions: the directory's own permissions decide there.
  if (process.platform === 'win32') return;
  for (const name of FILES) {
    const path = join(directory, name);
    const mode = modeOf(path);
    if (mode === undefined || (mode & 0o077) === 0) continue;
    try {
      chmodSync(path, OURS_ALONE.file);
    } catch (error) {
      warn(`${path} can be read by others on this machine and stays so: ${messageOf(error)}.`);
    }
  }
  const mode = modeOf(directory) ?? 0;
  if ((mode & 0o077) === 0) return;
  warn(
    `DATA_DIR ${directory} is open to others on this machine (mode ${mode.toString(8)}): run chmod 700 ${directory}.`,
  );
}

function modeOf(path: string): number | undefined {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? undefined : mode & 0o777;
}

/**
 * Allows only one Pitwall per directory. The lock is an open write transaction on a separate file: the operating system
 * drops it with the process, even after kill -9. SQLite's exclusive mode would do, but libsql keeps it on close.
 *
 * @throws PassingError when another Pitwall holds it
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'pitwall.lock');
  makeFile(path);
  const file = lockedOrEmptied(path, directory);
  return () => {
    file.exec('ROLLBACK');
    file.close();
  };
}

/** The process that holds a directory, for error messages of others. */
export interface Holder {
  readonly pid: number;
  /** The folder it was started in, where its .env is. */
  readonly startedIn: string;
}

/** Writes down who holds the lock, for other programs: the lock itself does not say. Failing to write it is fine. */
export function nameHolder(directory: string): () => void {
  const path = join(directory, HOLDER);
  try {
    writeFileSync(path, `${process.pid}\n${process.cwd()}\n`, { mode: OURS_ALONE.file });
  } catch {}
  return () => rmSync(path, { force: true });
}

/** Undefined if the holder has not written it. Stale unless the lock is held. */
export function holderOf(directory: string): Holder | undefined {
  try {
    const [pid = '', startedIn = ''] = readFileSync(join(directory, HOLDER), 'utf8').split('\n');
    return /^\d{1,10}$/.test(pid) && startedIn !== '' ? { pid: Number(pid), startedIn } : undefined;
  } catch {
    return undefined;
  }
}

function lockedOrEmptied(path: string, directory: string): SqliteFile {
  try {
    return locked(path, directory);
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
    // The lock file holds no data. It is emptied, not removed, so that a process that has locked it keeps its lock.
    truncateSync(path);
    return locked(path, directory);
  }
}

function locked(path: string, directory: string): SqliteFile {
  const file = new SqliteFile(path);
  try {
    file.exec('BEGIN EXCLUSIVE');
    return file;
  } catch (error) {
    file.close();
    if (!(error instanceof StoreBusy)) throw error;
    const holder = holderOf(directory);
    const who = holder === undefined ? '' : ` (process ${holder.pid}, started in ${holder.startedIn})`;
    throw new PassingError(
      `Another Pitwall is using ${directory}${who}; stop it, or give this one a DATA_DIR of its own.`,
    );
  }
}
