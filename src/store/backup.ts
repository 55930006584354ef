/** Copies of the store, made while it is in use: each is one file, whole, and for its owner alone. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../kit/errors.ts';
import { makeFile, OURS_ALONE } from './directory.ts';
import { putInPlace, removeDatabase } from './files.ts';
import { isStore, mustBeWhole } from './integrity.ts';
import { SqliteFile } from './sqlite.ts';

/** Below DATA_DIR. */
const FOLDER = 'backups';

/** How many copies of before an upgrade are kept. */
const UPGRADES_KEPT = 3;
const BEFORE_UPGRADE = 'pitwall-before-upgrade-';

/** A reader waits for nobody in this mode; whoever changes the file as a whole is soon done. */
const PATIENCE_MS = 5000;

/** Of these backups Pitwall knows where they are. */
export interface KnownBackup {
  readonly path: string;
  /** UTC, milliseconds. */
  readonly at: number;
}

/**
 * Copies the store of `directory`, whether a Pitwall uses it or not.
 *
 * @param at UTC, milliseconds; by it the copy is named where no `place` is given
 * @returns where the copy is
 * @throws UserError when there is no store, or something stands in the copy's place
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

/** A copy of the store as an older Pitwall left it, and no more than a few of those. */
export function upgradeBackup(file: SqliteFile, path: string, at: number): string {
  const directory = dirname(path);
  const target = backupPath(directory, BEFORE_UPGRADE, at);
  copyInto(file, target);
  const known = backupsIn(directory).filter(({ path: each }) => each.includes(BEFORE_UPGRADE));
  for (const { path: old } of known.slice(UPGRADES_KEPT)) rmSync(old, { force: true });
  return target;
}

/** The newest first; those that somebody keeps elsewhere are not known. */
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

/** "2026-11-21T17-02-01-337Z": no colons, which Windows does not take in names. */
export const stampOf = (at: number): string => new Date(at).toISOString().replaceAll(/[:.]/g, '-');

/** Under another name until it has been looked through: half a copy must not be taken for one. */
function copyInto(file: SqliteFile, target: string): void {
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
