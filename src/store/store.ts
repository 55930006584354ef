import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { UserError } from '../kit/errors.ts';
import { pendingSteps, type Tables } from './migrations.ts';

export type SqlValue = string | number | bigint | null;

/** The one SQLite file of an installation. Every call is synchronous; rows are plain objects by column name. */
export interface Store {
  run(sql: string, ...values: SqlValue[]): { readonly changes: number; readonly id: number };
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
  /** All of `work` or none of it. A transaction inside another joins the outer one. */
  transaction<T>(work: () => T): T;
  /** Runs `task` once the current transaction is on disk, at once outside of one; never after a rollback. */
  afterCommit(task: () => void): void;
  close(): void;
}

/**
 * Opens `pitwall.db` in `directory`, creating and migrating what is missing.
 *
 * @throws UserError when the directory cannot be written to, another Pitwall holds it, or a newer one has written it
 */
export function openStore(directory: string, rooms: readonly Tables[]): Store {
  makeDirectory(directory);
  const unlock = lock(directory);
  const database = openDatabase(directory);
  const store = wrap(database, unlock);
  try {
    migrate(store, database, rooms);
  } catch (error) {
    store.close();
    throw error;
  }
  return store;
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new UserError(`DATA_DIR ${directory} cannot be written to: ${(error as Error).message}.`);
  }
}

/**
 * One Pitwall a directory. An open write transaction on a file of its own is a lock that the operating system drops
 * with the process, even after kill -9; SQLite's exclusive mode would do, but libsql does not give that up on close.
 */
function lock(directory: string): () => void {
  const database = new Database(join(directory, 'pitwall.lock'));
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new UserError(`Another Pitwall is using ${directory}; stop it, or give this one a DATA_DIR of its own.`);
  }
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}

function openDatabase(directory: string): Database.Database {
  const database = new Database(join(directory, 'pitwall.db'));
  database.pragma('journal_mode=WAL');
  database.pragma('synchronous=NORMAL');
  return database;
}

function wrap(database: Database.Database, unlock: () => void): Store {
  const statements = new Map<string, Database.Statement>();
  const afterCommit: (() => void)[] = [];
  let isClosed = false;

  /** libsql takes the whole process down when a closed database is used; whoever comes late gets an error instead. */
  const usable = (): Database.Database => {
    if (isClosed) throw new Error('the store is closed');
    return database;
  };

  const prepare = (sql: string): Database.Statement => {
    const open = usable();
    const known = statements.get(sql);
    if (known) return known;
    const statement = open.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  const transaction = <T>(work: () => T): T => {
    const open = usable();
    if (open.inTransaction) return work();
    let result: T;
    try {
      result = open.transaction(work).immediate();
    } catch (error) {
      afterCommit.length = 0;
      throw error;
    }
    for (const task of afterCommit.splice(0)) task();
    return result;
  };

  return {
    run(sql, ...values) {
      const { changes, lastInsertRowid } = prepare(sql).run(...values);
      return { changes, id: Number(lastInsertRowid) };
    },
    get: <Row>(sql: string, ...values: SqlValue[]) => withoutMetadata(prepare(sql).get(...values)) as Row | undefined,
    all: <Row>(sql: string, ...values: SqlValue[]) => prepare(sql).all(...values) as Row[],
    transaction,
    afterCommit(task) {
      if (usable().inTransaction) afterCommit.push(task);
      else task();
    },
    close() {
      isClosed = true;
      database.close();
      unlock();
    },
  };
}

/** libsql adds a `_metadata` key to the row of get(), and only there. */
function withoutMetadata(row: unknown): unknown {
  if (row === undefined) return undefined;
  const { _metadata, ...columns } = row as { _metadata?: unknown };
  return columns;
}

function migrate(store: Store, database: Database.Database, rooms: readonly Tables[]): void {
  store.run('CREATE TABLE IF NOT EXISTS migrations (room TEXT PRIMARY KEY, step INTEGER NOT NULL)');
  const rows = store.all<{ room: string; step: number }>('SELECT room, step FROM migrations');
  const applied = new Map(rows.map(({ room, step }) => [room, step]));
  const newer = rooms.find(({ room, steps }) => (applied.get(room) ?? 0) > steps.length);
  if (newer)
    throw new UserError(`The data in DATA_DIR was written by a newer Pitwall (${newer.room}); update this one.`);

  store.transaction(() => {
    for (const { room, step, sql } of pendingSteps(rooms, applied)) {
      database.exec(sql);
      store.run(
        'INSERT INTO migrations (room, step) VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET step = excluded.step',
        room,
        step,
      );
    }
  });
}
