/** One SQLite file. Only this file and `checkpoints.ts` use the driver. */
import Database from 'libsql';
import { storeError } from './errors.ts';
import type { Rows, SqlValue } from './rows.ts';

export class SqliteFile implements Rows {
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #beforeCommit: (() => void)[] = [];
  readonly #afterCommit: (() => void)[] = [];
  #committed = (): void => {};
  #isInside = false;
  /** Why SQLite itself ended the current transaction: further statements would be written outside of it. */
  #lost: unknown;
  #isClosed = false;

  /** @throws StoreError */
  constructor(path: string) {
    this.#path = path;
    this.#database = this.#tried(() => new Database(path));
  }

  /** How long a call may wait for another program that has locked the file; not at all unless this is called. */
  wait(ms: number): void {
    this.exec(`PRAGMA busy_timeout=${ms}`);
  }

  /** Calls `task` after each commit. */
  onCommit(task: () => void): void {
    this.#committed = task;
  }

  run(sql: string, ...values: SqlValue[]): { readonly changes: number; readonly id: number } {
    const { changes, lastInsertRowid } = this.#tried(() => this.#prepare('run', sql).run(...values));
    if (!this.#isInside) this.#committed();
    return { changes, id: Number(lastInsertRowid) };
  }

  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#tried(() => withoutMetadata(this.#prepare('get', sql).get(...values))) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#tried(() => this.#prepare('all', sql).all(...values)) as Row[];
  }

  exec(sql: string): void {
    this.#tried(() => this.#usable().exec(sql));
  }

  /** Commits all of `work` or none of it. A transaction inside another joins the outer one. */
  transaction<T>(work: () => T): T {
    if (this.#isInside) return work();
    this.exec('BEGIN IMMEDIATE');
    this.#isInside = true;
    const result = this.#orRollBack(() => {
      const done = work();
      for (let task = this.#beforeCommit.shift(); task; task = this.#beforeCommit.shift()) task();
      this.exec('COMMIT');
      return done;
    });
    this.#committed();
    for (const task of this.#afterCommit.splice(0)) task();
    return result;
  }

  /**
   * A transaction that survives a crash of Pitwall, but a power cut only once the next normal one is written: data that
   * nobody was promised need not wait for the disk. Inside another transaction it joins that one.
   */
  unflushed<T>(work: () => T): T {
    if (this.#isInside) return work();
    this.exec('PRAGMA synchronous=NORMAL');
    try {
      return this.transaction(work);
    } finally {
      this.exec('PRAGMA synchronous=FULL');
    }
  }

  /** Runs `task` at the end of the current transaction, or in one of its own. */
  beforeCommit(task: () => void): void {
    if (this.#isInside) this.#beforeCommit.push(task);
    else this.transaction(task);
  }

  /** Runs `task` once the current transaction is on disk, or at once outside of one; never after a rollback. */
  afterCommit(task: () => void): void {
    this.#usable();
    if (this.#isInside) this.#afterCommit.push(task);
    else task();
  }

  close(): void {
    this.#isClosed = true;
    this.#database.close();
  }

  #orRollBack<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#beforeCommit.length = 0;
      this.#afterCommit.length = 0;
      // SQLite rolls back by itself when the disk is full.
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      this.#isInside = false;
      this.#lost = undefined;
    }
  }

  /** @throws StoreError if the file is at fault */
  #tried<T>(work: () => T): T {
    if (this.#lost !== undefined) throw this.#lost;
    try {
      return work();
    } catch (error) {
      const problem = storeError(error, this.#path);
      if (this.#isInside && !this.#isClosed && !this.#database.inTransaction) this.#lost = problem;
      throw problem;
    }
  }

  /** libsql crashes the whole process when a closed database is used; late callers get an error instead. */
  #usable(): Database.Database {
    if (this.#isClosed) throw new Error('the store is closed');
    return this.#database;
  }

  /** libsql 0.5.29 returns the row of the last `all` from the first `get` of the same statement: each has its own. */
  #prepare(use: 'run' | 'get' | 'all', sql: string): Database.Statement {
    const open = this.#usable();
    const key = `${use} ${sql}`;
    const known = this.#statements.get(key);
    if (known) return known;
    const statement = open.prepare(sql);
    this.#statements.set(key, statement);
    return statement;
  }
}

/** libsql adds a `_metadata` key to the row of get(), and only there. */
function withoutMetadata(row: unknown): unknown {
  if (row === undefined) return undefined;
  const { _metadata, ...columns } = row as { _metadata?: unknown };
  return columns;
}
