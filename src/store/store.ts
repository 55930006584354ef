import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../kit/errors.ts';
import { closeToOthers, lockDirectory, makeDirectory, makeFile } from './directory.ts';
import { StoreDamaged } from './errors.ts';
import { pendingSteps, type StoreChange, type Tables } from './migrations.ts';
import type { Rows } from './rows.ts';
import { SqliteFile } from './sqlite.ts';

/** The one SQLite file of an installation. Every call is synchronous, and throws a StoreError where the file fails. */
export interface Store extends Rows {
  /** All of `work` or none of it. A transaction inside another joins the outer one. */
  transaction<T>(work: () => T): T;
  /** Runs `task` once the current transaction is on disk, at once outside of one; never after a rollback. */
  afterCommit(task: () => void): void;
  /** Tells, once, that a row cannot be read and is left out: "event 12". */
  skipped(row: string, reason: unknown): void;
  close(): void;
}

export interface StoreOptions {
  /** What reads or writes the tables of more than one room. */
  readonly changes?: readonly StoreChange[] | undefined;
  /** Hears one sentence for each thing that the owner should put right. */
  readonly warn?: ((sentence: string) => void) | undefined;
}

/** How long a call waits for another program that has locked the file: all of Pitwall waits with it. */
const PATIENCE_MS = 200;

/** At the start nothing else has to go on. */
const OPENING_PATIENCE_MS = 5000;

/**
 * Opens `pitwall.db` in `directory`, creating and migrating what is missing.
 *
 * @throws UserError when the directory cannot be written to, another Pitwall holds it, or a newer one has written it
 * @throws StoreError when the file cannot be used
 */
export function openStore(directory: string, rooms: readonly Tables[], options: StoreOptions = {}): Store {
  const { changes, warn = () => {} } = options;
  makeDirectory(directory);
  const unlock = lockDirectory(directory);
  try {
    closeToOthers(directory, warn);
    const path = join(directory, 'pitwall.db');
    const file = openFile(path, rooms, changes);
    const skipped = new Set<string>();
    return {
      run: (sql, ...values) => file.run(sql, ...values),
      get: (sql, ...values) => file.get(sql, ...values),
      all: (sql, ...values) => file.all(sql, ...values),
      transaction: (work) => file.transaction(work),
      afterCommit: (task) => file.afterCommit(task),
      skipped(row, reason) {
        if (skipped.has(row)) return;
        skipped.add(row);
        warn(`${path}: ${row} cannot be read and is left out: ${messageOf(reason)}.`);
      },
      close() {
        file.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Where there was a store before, one that is empty is not taken for a first start: all would be gone without a word. */
function openFile(path: string, rooms: readonly Tables[], changes: readonly StoreChange[] | undefined): SqliteFile {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === 0) throw new StoreDamaged(path, 'is empty');
  if (size === undefined && existsSync(`${path}-wal`))
    throw new StoreDamaged(path, `is missing beside its ${path}-wal`);
  if (size === undefined) create(path, rooms, changes);
  const file = new SqliteFile(path);
  try {
    file.wait(OPENING_PATIENCE_MS);
    if (!isStore(file)) throw new StoreDamaged(path, 'holds no data of Pitwall');
    // Each commit is on the disk when it returns: what was acknowledged outlives a power cut.
    file.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
    migrate(file, rooms, changes);
    file.wait(PATIENCE_MS);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Each that was ever opened has steps behind it. Of a file that lost its end SQLite may say that the table is empty. */
const isStore = (rows: Rows): boolean =>
  rows.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'") !== undefined &&
  rows.get('SELECT 1 FROM migrations') !== undefined;

/** Under another name until it is whole: after a kill in between, no empty one stands there. */
function create(path: string, rooms: readonly Tables[], changes: readonly StoreChange[] | undefined): void {
  const unfinished = `${path}.new`;
  for (const each of [unfinished, `${unfinished}-wal`, `${unfinished}-shm`]) rmSync(each, { force: true });
  makeFile(unfinished);
  const file = new SqliteFile(unfinished);
  try {
    file.exec('PRAGMA synchronous=FULL');
    file.run('CREATE TABLE migrations (room TEXT PRIMARY KEY, step INTEGER NOT NULL)');
    migrate(file, rooms, changes);
  } finally {
    file.close();
  }
  renameSync(unfinished, path);
  syncDirectoryOf(path);
}

/** Windows opens no directories, and keeps the names of files by itself. */
function syncDirectoryOf(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(join(path, '..'), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function migrate(file: SqliteFile, rooms: readonly Tables[], changes: readonly StoreChange[] = []): void {
  const rows = file.all<{ room: string; step: number }>('SELECT room, step FROM migrations');
  const pending = pendingSteps(rooms, changes, new Map(rows.map(({ room, step }) => [room, step])));
  if (pending.length === 0) return;
  file.transaction(() => {
    for (const { room, number, step } of pending) {
      if (typeof step === 'string') file.exec(step);
      else step(file);
      file.run(
        'INSERT INTO migrations (room, step) VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET step = excluded.step',
        room,
        number,
      );
    }
  });
}
