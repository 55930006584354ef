import Database from 'libsql';

/** One row that was written. */
export interface Write {
  /** What was done and to which table: "insert events". */
  readonly written: string;
  readonly row: Readonly<Record<string, unknown>>;
}

const NOTES = 'golden_writes';

/**
 * Every row that Pitwall writes from now on, recorded by triggers in the file itself. They also see what is overwritten
 * later, and in which order the listeners of an event wrote.
 */
export class WriteLog {
  readonly #database: Database.Database;
  readonly #newest: Database.Statement;
  readonly #marks: number[] = [];

  constructor(file: string) {
    this.#database = new Database(file);
    this.#database.exec(`CREATE TABLE ${NOTES} (id INTEGER PRIMARY KEY, written TEXT NOT NULL, row TEXT NOT NULL)`);
    for (const { name } of this.#all(TABLES)) this.#watch(String(name));
    this.#newest = this.#database.prepare(`SELECT max(id) AS id FROM ${NOTES}`);
  }

  /** What is written from now on belongs to something else. */
  mark(): void {
    const id = this.newest();
    if (id !== (this.#marks.at(-1) ?? 0)) this.#marks.push(id);
  }

  /** The number of the last row recorded so far. */
  newest(): number {
    return Number((this.#newest.get() as { id: number | null }).id ?? 0);
  }

  /** Everything in the order in which it was written, one list between two marks. */
  writes(): Write[][] {
    const rows = this.#all(`SELECT id, written, row FROM ${NOTES} ORDER BY id`);
    return [...this.#marks, Infinity].map((until, index) =>
      rows
        .filter(({ id }) => Number(id) > (this.#marks[index - 1] ?? 0) && Number(id) <= until)
        .map(({ written, row }) => ({ written: String(written), row: JSON.parse(String(row)) })),
    );
  }

  close(): void {
    this.#database.close();
  }

  #watch(table: string): void {
    const columns = this.#all(`SELECT name FROM pragma_table_info('${table}')`).map(({ name }) => String(name));
    for (const what of ['INSERT', 'UPDATE', 'DELETE']) this.#database.exec(trigger(table, what, columns));
  }

  #all(sql: string): Record<string, unknown>[] {
    return this.#database.prepare(sql).all() as Record<string, unknown>[];
  }
}

const TABLES = `SELECT name FROM sqlite_master
  WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '${NOTES}' ORDER BY name`;

function trigger(table: string, what: string, columns: readonly string[]): string {
  const side = what === 'DELETE' ? 'OLD' : 'NEW';
  const row = columns.map((name) => `'${name}', ${side}."${name}"`).join(', ');
  return `CREATE TRIGGER golden_${table}_${what} AFTER ${what} ON "${table}" BEGIN
    INSERT INTO ${NOTES} (written, row) VALUES ('${what.toLowerCase()} ${table}', json_object(${row}));
  END;`;
}
