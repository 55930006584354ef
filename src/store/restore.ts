/** Restores a backup as the store. The previous store is put aside, never overwritten. */
import { closeSync, copyFileSync, existsSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../kit/errors.ts';
import { stampOf } from './backup.ts';
import { lockDirectory, makeDirectory, makeFile } from './directory.ts';
import { StoreDamaged } from './errors.ts';
import { putInPlace, removeDatabase, SIDE_FILES, sizeOf } from './files.ts';
import { isStore, mustBeWhole } from './integrity.ts';
import { pendingSteps, type StoreChange, type Tables } from './migrations.ts';
import { SqliteFile } from './sqlite.ts';

export interface RestoreOptions {
  /** DATA_DIR. */
  readonly directory: string;
  /** The file to restore. */
  readonly backup: string;
  /** All tables that this Pitwall knows. */
  readonly rooms: readonly Tables[];
  readonly changes: readonly StoreChange[];
  /** UTC, milliseconds. */
  readonly at: number;
}

/**
 * @returns where the previous store is now; undefined if there was none
 * @throws UserError when a Pitwall is running there, or the file is not a backup that this version can read
 */
export function restore({ directory, backup, rooms, changes, at }: RestoreOptions): string | undefined {
  if (!existsSync(backup)) throw new UserError(`There is no file ${backup}.`);
  makeDirectory(directory);
  const unlock = lockDirectory(directory);
  const path = join(directory, 'pitwall.db');
  const copy = `${path}.restoring`;
  try {
    removeDatabase(copy);
    copyBackup(backup, copy);
    mustBeReadable(copy, backup, { rooms, changes });
    const aside = putAside(path, at);
    putInPlace(copy, path);
    return aside;
  } finally {
    removeDatabase(copy);
    unlock();
  }
}

/** Also accepts a copy of all three files, as older versions recommended: its latest data may be in the -wal. */
export function copyBackup(backup: string, copy: string): void {
  try {
    for (const each of ['', '-wal']) {
      if (!existsSync(`${backup}${each}`)) continue;
      makeFile(`${copy}${each}`);
      copyFileSync(`${backup}${each}`, `${copy}${each}`);
    }
  } catch (error) {
    throw new UserError(`${backup} cannot be copied: ${messageOf(error)}.`);
  }
}

/** @throws UserError naming the backup, which stays untouched */
export function mustBeReadable(
  copy: string,
  backup: string,
  { rooms, changes }: { readonly rooms: readonly Tables[]; readonly changes: readonly StoreChange[] },
): void {
  if (!sizeOf(copy)) throw new UserError(`${backup} is empty: it is no backup.`);
  if (!isDatabase(copy)) throw new UserError(`${backup} is no backup: it is no copy of a pitwall.db.`);
  const file = new SqliteFile(copy);
  try {
    if (!isStore(file)) throw new UserError(`${backup} holds no data of Pitwall: it is no backup.`);
    mustBeWhole(file, copy, 'integrity_check');
    const rows = file.all<{ room: string; step: number }>('SELECT room, step FROM migrations');
    pendingSteps(rooms, changes, new Map(rows.map(({ room, step }) => [room, step])), backup);
    file.get('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
    throw new UserError(`${backup} is damaged: take another backup. What was there before is as it was.`);
  } finally {
    file.close();
  }
  for (const each of SIDE_FILES) rmSync(`${copy}${each}`, { force: true });
}

/** Every SQLite file begins with these bytes. */
const BEGINNING = Buffer.from('SQLite format 3\0');

function isDatabase(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING.length);
    readSync(file, bytes);
    return bytes.equals(BEGINNING);
  } finally {
    closeSync(file);
  }
}

/** Moves the side files along, so that the store can still be opened there. */
function putAside(path: string, at: number): string | undefined {
  const aside = `${path}.before-restore-${stampOf(at)}`;
  for (const each of [...SIDE_FILES, '']) {
    if (existsSync(`${path}${each}`)) renameSync(`${path}${each}`, `${aside}${each}`);
  }
  return existsSync(aside) ? aside : undefined;
}
