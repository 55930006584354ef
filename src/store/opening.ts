/** Makes sure before anything is read from pitwall.db that it is there, ours, undamaged and of this version. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { upgradeBackup } from './backup.ts';
import { makeFile } from './directory.ts';
import { StoreDamaged, StoreError, StoreMissing } from './errors.ts';
import { putInPlace, removeDatabase, sizeOf } from './files.ts';
import { isStore, mustBeWhole } from './integrity.ts';
import { pendingSteps, type StoreChange, type Tables } from './migrations.ts';
import { SqliteFile } from './sqlite.ts';

export interface Opening {
  readonly rooms: readonly Tables[];
  /** Changes that read or write the tables of more than one room. */
  readonly changes?: readonly StoreChange[] | undefined;
  /** Receives one sentence about an upgrade. */
  readonly told: (sentence: string) => void;
  /** UTC, milliseconds. */
  readonly now: () => number;
}

/** How long a call waits for another program that has locked the file; all of Pitwall waits with it. */
const PATIENCE_MS = 200;

/** Less free space is not worth shrinking for; more than half of the file must be free as well. */
const SHRUNK_BYTES = 16 * 1024 * 1024;

/** At startup no other work has to wait. */
const OPENING_PATIENCE_MS = 5000;

/** A start does not check every page of a larger file; a backup does. 67 MB take 60 ms. */
const CHECKED_BYTES = 500 * 1024 * 1024;

/**
 * Opens the file, creating or upgrading it as needed. If there was a store before, an empty, missing or foreign file is
 * not taken for a first start: all data would be lost silently.
 *
 * @throws UserError when a newer Pitwall has written it
 * @throws StoreError when it cannot be used
 */
export function openDatabase(path: string, opening: Opening): SqliteFile {
  const size = sizeOf(path);
  if (size === 0) throw new StoreDamaged(path, 'is empty');
  if (size === undefined) create(path, opening);
  const file = new SqliteFile(path);
  try {
    file.wait(OPENING_PATIENCE_MS);
    if (!isStore(file)) throw new StoreDamaged(path, 'holds no data of Pitwall');
    if ((size ?? 0) <= CHECKED_BYTES) mustBeWhole(file, path, 'quick_check');
    upgrade(file, path, opening);
    shrink(file);
    // Each commit is on disk when it returns, so acknowledged data survives a power cut.
    file.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
    file.wait(PATIENCE_MS);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Created under another name until complete, so that a kill in between leaves no empty store. */
function create(path: string, opening: Opening): void {
  if (existsSync(`${path}-wal`)) throw new StoreDamaged(path, `is missing beside its ${path}-wal`);
  const trace = traceIn(dirname(path));
  if (trace !== undefined) throw new StoreMissing(path, trace);
  const unfinished = `${path}.new`;
  removeDatabase(unfinished);
  makeFile(unfinished);
  const file = new SqliteFile(unfinished);
  try {
    file.exec('PRAGMA synchronous=FULL');
    file.run('CREATE TABLE migrations (room TEXT PRIMARY KEY, step INTEGER NOT NULL)');
    migrate(file, pendingIn(file, opening));
  } finally {
    file.close();
  }
  putInPlace(unfinished, path);
}

/** Finds what an earlier run of Pitwall leaves beside the store: game servers' logs, backups, a store put aside. */
function traceIn(directory: string): string | undefined {
  return readdirSync(directory).find(
    (name) => name === 'servers' || name === 'backups' || /^pitwall\.db\.(?!new)/.test(name),
  );
}

/** Upgrades a file that nobody uses yet to this version. */
export const bringUp = (file: SqliteFile, opening: Pick<Opening, 'rooms' | 'changes'>): void =>
  migrate(file, pendingIn(file, opening));

/** Copies the store first: an older Pitwall cannot read it once it is upgraded. */
function upgrade(file: SqliteFile, path: string, opening: Opening): void {
  const pending = pendingIn(file, opening);
  if (pending.length === 0) return;
  const copy = upgradeBackup(file, path, opening.now());
  opening.told(`${path} is brought up to this version; as it was before, it is kept as ${copy}.`);
  migrate(file, pending);
}

/** Deleted data leaves free space in the file. It is released only at startup, because that locks the whole file. */
function shrink(file: SqliteFile): void {
  const numberOf = (name: string): number => file.get<Readonly<Record<string, number>>>(`PRAGMA ${name}`)?.[name] ?? 0;
  const [pages, free, bytes] = [numberOf('page_count'), numberOf('freelist_count'), numberOf('page_size')];
  if (free * bytes < SHRUNK_BYTES || free < pages / 2) return;
  try {
    file.exec('VACUUM');
  } catch (error) {
    // It needs as much free disk space as there is data.
    if (!(error instanceof StoreError && error.isPassing)) throw error;
  }
}

function pendingIn(
  file: SqliteFile,
  { rooms, changes = [] }: Pick<Opening, 'rooms' | 'changes'>,
): ReturnType<typeof pendingSteps> {
  const rows = file.all<{ room: string; step: number }>('SELECT room, step FROM migrations');
  return pendingSteps(rooms, changes, new Map(rows.map(({ room, step }) => [room, step])));
}

function migrate(file: SqliteFile, pending: ReturnType<typeof pendingSteps>): void {
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
