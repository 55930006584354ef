/** Puts a backup in the place of the store; what stood there is put aside, never overwritten. */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
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
  /** All that this Pitwall knows. */
  readonly rooms: readonly Tables[];
  readonly changes: readonly StoreChange[];
  /** UTC, milliseconds. */
  readonly at: number;
}

/**
 * @returns where the store that was there is now; undefined where there was none
 * @throws UserError when a Pitwall is running there, or the file is no backup that this one can read
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

/** A copy of all three files, as older versions told people to make, is one as well: its end may stand in the -wal. */
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

/** @throws UserError naming the backup, which nothing has touched */
export function mustBeReadable(
  copy: string,
  backup: string,
  { rooms, changes }: { readonly rooms: readonly Tables[]; readonly changes: readonly StoreChange[] },
): void {
  if (!sizeOf(copy)) throw new UserError(`${backup} is empty: it is no backup.`);
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

/** With what belongs to it, so that it can still be opened where it is. */
function putAside(path: string, at: number): string | undefined {
  const aside = `${path}.before-restore-${stampOf(at)}`;
  for (const each of [...SIDE_FILES, '']) {
    if (existsSync(`${path}${each}`)) renameSync(`${path}${each}`, `${aside}${each}`);
  }
  return existsSync(aside) ? aside : undefined;
}
