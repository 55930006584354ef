/** DATA_DIR: ours alone, by a lock and by its permissions. */
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

/** It holds GUIDs, addresses, what was said, and tokens that answer in Pitwall's name. */
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

/** SQLite gives its -wal and -shm the permissions of the file. Nothing happens to one that is there. */
export function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', OURS_ALONE.file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new UserError(`${path} cannot be made: ${messageOf(error)}.`);
  }
}

/** What an older Pitwall, or somebody's copy, left readable for everybody is closed; a wider directory is only told. */
export function closeToOthers(directory: string, warn: (sentence: string) => void): void {
  // Windows has no such permissions: the directory's own decide there.
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
 * One Pitwall a directory. An open write transaction on a file of its own is a lock that the operating system drops
 * with the process, even after kill -9; SQLite's exclusive mode would do, but libsql does not give that up on close.
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

/** Who holds a directory, for whoever finds it held. */
export interface Holder {
  readonly pid: number;
  /** The folder that it was started in: its .env is there. */
  readonly startedIn: string;
}

/** What another program reads of the holder: the lock itself tells nothing. Not being able to say it is no reason to stop. */
export function nameHolder(directory: string): () => void {
  const path = join(directory, HOLDER);
  try {
    writeFileSync(path, `${process.pid}\n${process.cwd()}\n`, { mode: OURS_ALONE.file });
  } catch {}
  return () => rmSync(path, { force: true });
}

/** Undefined where it has not said. Only while the lock is held it is more than a left-over. */
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
    // It never holds anything. Emptied, not removed: whoever has locked it still has.
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
