/** Makes a store from a part of another one, which stays unchanged. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../kit/errors.ts';
import { lockDirectory, makeDirectory } from './directory.ts';
import { putInPlace, removeDatabase } from './files.ts';
import type { StoreChange, Tables } from './migrations.ts';
import { bringUp } from './opening.ts';
import { copyBackup, mustBeReadable } from './restore.ts';
import type { Rows } from './rows.ts';
import { SqliteFile } from './sqlite.ts';

export interface TakeOptions {
  /** The DATA_DIR in which the store is made. */
  readonly directory: string;
  /** A backup, or the DATA_DIR of a stopped Pitwall. */
  readonly from: string;
  /** All tables that this Pitwall knows. */
  readonly rooms: readonly Tables[];
  readonly changes: readonly StoreChange[];
  /** Removes what is not taken along; runs in a transaction. */
  readonly reduce: (rows: Rows) => void;
}

const FILE = 'pitwall.db';

/** @throws UserError when there is a store already, the source is in use, or this version cannot read it */
export function take({ directory, from, rooms, changes, reduce }: TakeOptions): void {
  const path = join(directory, FILE);
  if (existsSync(path))
    throw new UserError(`${path} is there already: this takes nothing into a store that is in use.`);
  const source = sourceAt(from);
  makeDirectory(directory);
  const unlock = lockDirectory(directory);
  const copy = `${path}.taking`;
  try {
    removeDatabase(copy);
    whileUnused(source, () => copyBackup(source, copy));
    mustBeReadable(copy, from, { rooms, changes });
    makeOf(copy, { rooms, changes, reduce });
    putInPlace(copy, path);
  } finally {
    removeDatabase(copy);
    unlock();
  }
}

function sourceAt(from: string): string {
  const found = statSync(from, { throwIfNoEntry: false });
  if (!found) throw new UserError(`There is no ${from}: name a backup, or the DATA_DIR of your Pitwall.`);
  const path = found.isDirectory() ? join(from, FILE) : from;
  if (!existsSync(path)) throw new UserError(`There is no ${path}: ${from} is no DATA_DIR of a Pitwall.`);
  return path;
}

/** A backup is not in use by anybody; the store in a DATA_DIR may be. */
function whileUnused(source: string, work: () => void): void {
  const isOwn = basename(source) === FILE && existsSync(join(dirname(source), 'pitwall.lock'));
  const unlock = isOwn ? lockDirectory(dirname(source)) : () => {};
  try {
    work();
  } finally {
    unlock();
  }
}

function makeOf(copy: string, { rooms, changes, reduce }: Pick<TakeOptions, 'rooms' | 'changes' | 'reduce'>): void {
  const file = new SqliteFile(copy);
  try {
    bringUp(file, { rooms, changes });
    file.transaction(() => {
      file.exec('PRAGMA defer_foreign_keys=ON');
      reduce(file);
    });
    file.exec('VACUUM');
    file.get('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    file.close();
  }
}
