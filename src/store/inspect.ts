/** Inspects a store from outside, even while a running Pitwall uses it. Nothing is created, migrated or written. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../kit/errors.ts';
import { type Holder, holderOf, lockDirectory } from './directory.ts';
import { StoreDamaged, StoreError } from './errors.ts';
import type { Rows } from './rows.ts';
import { SqliteFile } from './sqlite.ts';

export interface StoreLook {
  readonly isLocked: boolean;
  /** The process that holds the lock, if it has written that down. */
  readonly holder?: Holder | undefined;
  /** "is damaged", "is empty": the rest of a sentence about it. */
  readonly damage?: string | undefined;
  /** Files that other users of this machine can read. */
  readonly open: readonly string[];
  readonly newestBackup?: string | undefined;
}

const FILE = 'pitwall.db';

/** @param read reads what it needs from the tables; not called if there are none to read */
export function lookAtStore(directory: string, read: (rows: Rows) => void): StoreLook | undefined {
  const path = join(directory, FILE);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return undefined;
  const isLocked = isHeld(directory);
  return {
    isLocked,
    holder: isLocked ? holderOf(directory) : undefined,
    damage: size === 0 ? 'is empty' : damageOf(path, read),
    open: [directory, path].filter(isOpenToOthers),
    newestBackup: newestBackup(directory),
  };
}

function isHeld(directory: string): boolean {
  if (!existsSync(join(directory, 'pitwall.lock'))) return false;
  try {
    lockDirectory(directory)();
    return false;
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}

function damageOf(path: string, read: (rows: Rows) => void): string | undefined {
  let file: SqliteFile | undefined;
  try {
    file = new SqliteFile(path);
    file.wait(1000);
    const found = file.get<Record<string, unknown>>('PRAGMA quick_check(1)');
    const [verdict] = Object.values(found ?? {});
    if (verdict !== 'ok') return 'is damaged';
    read(file);
    return undefined;
  } catch (error) {
    if (error instanceof StoreDamaged) return 'is damaged';
    // Locked by another program for a moment, or not readable for us: that says nothing about the content.
    if (error instanceof StoreError) return undefined;
    throw error;
  } finally {
    file?.close();
  }
}

/** Windows has no such permissions. */
function isOpenToOthers(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return process.platform !== 'win32' && (mode & 0o077) !== 0;
}

function newestBackup(directory: string): string | undefined {
  const folder = join(directory, 'backups');
  if (!existsSync(folder)) return undefined;
  const [newest] = readdirSync(folder)
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  return newest?.path;
}
