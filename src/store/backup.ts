/** Copies of the store, made while it is in use. Each is one complete file that only its owner can read. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../kit/errors.ts';
import { makeFile, OURS_ALONE } from './directory.ts';
import { putInPlace, removeDatabase } from './files.ts';
import { isStore, mustBeWhole } from './integrity.ts';
import { SqliteFile } from './sqlite.ts';

/** Below DATA_DIR. */
const FOLDER = 'backups';

/** How many copies from before an upgrade are kept. */
const UPGRADES_KEPT = 3;
const BEFORE_UPGRADE = 'pitwall-before-upgrade-';

/** Readers do not wait in this mode; a program that rewrites the whole file is soon done. */
const PATIENCE_MS = 5000;

/** A backup in Pitwall's own backups folder. */
export interface KnownBackup {
  readonly path: string;
  /** UTC, milliseconds. */
  readonly at: number;
}

/**
 * Copies the store of `directory`, whether or not a Pitwall is using it.
 *
 * @param at UTC, milliseconds; names the copy if no `place` is given
 * @returns the path of the copy
 * @throws UserError when there is no store, or a file already exists in the copy's place
 * @throws StoreError when the store is damaged or cannot be read
 */
export function backUp(directory: string, at: number, place?: string): string {
  const path = join(directory, 'pitwall.db');
  if (!existsSync(path)) throw new UserError(`There is no ${path}: DATA_DIR must be that of your Pitwall.`);
  const file = new SqliteFile(path);
  try {
    file.wait(PATIENCE_MS);
    if (!isStore(file)) throw new UserError(`${path} holds no data of Pitwall: there is nothing to back up.`);
    const target = place ?? backupPath(directory, 'pitwall-', at);
    copyInto(file, target);
    return target;
  } finally {
    file.close();
  }
}

/** Copies the store as an older Pitwall left it, and deletes all but a few of the earlier copies. */
export function upgradeBackup(file: SqliteFile, path: string, at: number): string {
  const directory = dirname(path);
  const target = backupPath(directory, BEFORE_UPGRADE, at);
  copyInto(file, target);
  const known = backupsIn(directory).filter(({ path: each }) => each.includes(BEFORE_UPGRADE));
  for (const { path: old } of known.slice(UPGRADES_KEPT)) rmSync(old, { force: true });
  return target;
}

/** Newest first. Backups kept elsewhere are not known. */
export function backupsIn(directory: string): readonly KnownBackup[] {
  const folder = join(directory, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
}

function backupPath(directory: string, beginning: string, at: number): string {
  const folder = join(directory, FOLDER);
  mkdirSync(folder, { recursive: true, mode: OURS_ALONE.directory });
  return join(folder, `${beginning}${stampOf(at)}.db`);
}

/** "2026-11-21T17-02-01-337Z": no colons, which Windows does not allow in file names. */
export const stampOf = (at: number): string => new Date(at).toISOString().replaceAll(/[:.]/g, '-');

/** Copied under another name until it is checked, so that half a copy is never taken for a backup. */
function copyInto(file: SqliteFile, target: string): void {
  const folder = dirname(target);
  if (!existsSync(folder)) throw new UserError(`There is no folder ${folder} for the backup.`);
  if (existsSync(target)) throw new UserError(`${target} is there already: a backup overwrites nothing.`);
  const unfinished = `${target}.new`;
  try {
    removeDatabase(unfinished);
    makeFile(unfinished);
    file.run('VACUUM INTO ?', unfinished);
    checkCopy(unfinished);
    putInPlace(unfinished, target);
  } finally {
    removeDatabase(unfinished);
  }
}

function checkCopy(path: string): void {
  const copy = new SqliteFile(path);
  try {
    mustBeWhole(copy, path, 'integrity_check');
  } finally {
    copy.close();
  }
}
