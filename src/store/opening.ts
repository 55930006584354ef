/** What has to be true of pitwall.db before anything is read from it: there, ours, whole, of this version. */
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
  /** What reads or writes the tables of more than one room. */
  readonly changes?: readonly StoreChange[] | undefined;
  /** Hears one sentence about an upgrade. */
  readonly told: (sentence: string) => void;
  /** UTC, milliseconds. */
  readonly now: () => number;
}

/** How long a call waits for another program that has locked the file: all of Pitwall waits with it. */
const PATIENCE_MS = 200;

/** Less is not worth the work; more than half of the file must be free as well. */
const SHRUNK_BYTES = 16 * 1024 * 1024;

/** At the start nothing else has to go on. */
const OPENING_PATIENCE_MS = 5000;

/** Beyond this a start does not look at every page: a backup does. 60 ms for 67 MB. */
const CHECKED_BYTES = 500 * 1024 * 1024;

/**
 * Opens it, making and upgrading what is missing. Where there was a store before, one that is empty, gone or somebody
 * else's is not taken for a first start: all would be gone without a word.
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
    // Each commit is on the disk when it returns: what was acknowledged outlives a power cut.
    file.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
    file.wait(PATIENCE_MS);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Under another name until it is whole: after a kill in between, no empty one stands there. */
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

/** What a Pitwall that has run here leaves beside the store: game servers' logs, backups, a store put aside. */
function traceIn(directory: string): string | undefined {
  return readdirSync(directory).find(
    (name) => name === 'servers' || name === 'backups' || /^pitwall\.db\.(?!new)/.test(name),
  );
}

/** A file that nobody uses yet is made what this version would have made of it. */
export const bringUp = (file: SqliteFile, opening: Pick<Opening, 'rooms' | 'changes'>): void =>
  migrate(file, pendingIn(file, opening));

/** A copy of what was there comes first: an older Pitwall could not read what this one makes of it. */
function upgrade(file: SqliteFile, path: string, opening: Opening): void {
  const pending = pendingIn(file, opening);
  if (pending.length === 0) return;
  const copy = upgradeBackup(file, path, opening.now());
  opening.told(`${path} is brought up to this version; as it was before, it is kept as ${copy}.`);
  migrate(file, pending);
}

/** What was removed leaves room in the file. Given back at a start alone: it takes the file for itself meanwhile. */
function shrink(file: SqliteFile): void {
  const numberOf = (name: string): number => file.get<Readonly<Record<string, number>>>(`PRAGMA ${name}`)?.[name] ?? 0;
  const [pages, free, bytes] = [numberOf('page_count'), numberOf('freelist_count'), numberOf('page_size')];
  if (free * bytes < SHRUNK_BYTES || free < pages / 2) return;
  try {
    file.exec('VACUUM');
  } catch (error) {
    // It needs as much room on the disk as there is data.
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
