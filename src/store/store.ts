import { join } from 'node:path';
import type { Clock } from '../kit/clock.ts';
import { messageOf } from '../kit/errors.ts';
import { Checkpoints } from './checkpoints.ts';
import { closeToOthers, lockDirectory, makeDirectory, nameHolder } from './directory.ts';
import type { StoreChange, Tables } from './migrations.ts';
import { openDatabase } from './opening.ts';
import type { Rows } from './rows.ts';
import type { SqliteFile } from './sqlite.ts';

/** The one SQLite file of an installation. Every call is synchronous, and throws a StoreError if the file fails. */
export interface Store extends Rows {
  /** Commits all of `work` or none of it. A transaction inside another joins the outer one. */
  transaction<T>(work: () => T): T;
  /**
   * A transaction that survives a crash of Pitwall, but a power cut only once something else is written: for data that
   * nobody was promised. Inside another transaction it joins that one.
   */
  unflushed<T>(work: () => T): T;
  /** Runs `task` at the end of the current transaction, or in one of its own. */
  beforeCommit(task: () => void): void;
  /** Runs `task` once the current transaction is on disk, or at once outside of one; never after a rollback. */
  afterCommit(task: () => void): void;
  /** Reports, once per row, that a row cannot be read and is left out: "event 12". */
  skipped(row: string, reason: unknown): void;
  close(): void;
}

export interface StoreOptions {
  /** Changes that read or write the tables of more than one room. */
  readonly changes?: readonly StoreChange[] | undefined;
  /** Receives one sentence for each problem that the owner should fix. */
  readonly warn?: ((sentence: string) => void) | undefined;
  /** UTC, milliseconds. */
  readonly now?: (() => number) | undefined;
  /** Used to find a quiet moment for slow work. Without it, commits do that work themselves. */
  readonly clock?: Pick<Clock, 'after'> | undefined;
}

/**
 * Opens `pitwall.db` in `directory`, creating and migrating what is missing.
 *
 * @throws UserError when the directory cannot be written to, another Pitwall holds it, or a newer one has written it
 * @throws StoreError when the file cannot be used
 */
export function openStore(directory: string, rooms: readonly Tables[], options: StoreOptions = {}): Store {
  const { changes, warn = () => {}, now = Date.now, clock } = options;
  makeDirectory(directory);
  const unlock = held(directory);
  try {
    closeToOthers(directory, warn);
    const path = join(directory, 'pitwall.db');
    const file = openDatabase(path, { rooms, changes, told: warn, now });
    const checkpoints = clock && new Checkpoints(file, path, clock);
    checkpoints?.lengthen();
    if (checkpoints) file.onCommit(() => checkpoints.committed());
    const skipped = new Set<string>();
    return {
      run: (sql, ...values) => file.run(sql, ...values),
      get: (sql, ...values) => file.get(sql, ...values),
      all: (sql, ...values) => file.all(sql, ...values),
      transaction: (work) => file.transaction(work),
      unflushed: (work) => file.unflushed(work),
      beforeCommit: (task) => file.beforeCommit(task),
      afterCommit: (task) => file.afterCommit(task),
      skipped(row, reason) {
        if (skipped.has(row)) return;
        skipped.add(row);
        warn(`${path}: ${row} cannot be read and is left out: ${messageOf(reason)}.`);
      },
      close() {
        checkpoints?.close();
        emptyLog(file);
        file.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function held(directory: string): () => void {
  const unlock = lockDirectory(directory);
  const forget = nameHolder(directory);
  return () => {
    forget();
    unlock();
  };
}

/** After a clean exit, a copy of the one file is complete. If this fails, the next start reads the log as well. */
function emptyLog(file: SqliteFile): void {
  try {
    file.get('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {}
}
