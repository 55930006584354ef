/** The documents of one server, and the lists next to them. A document's number counts within its event. */
import type { DecisionList, RaceDocument } from '../../events/document.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import type { SessionKey } from '../calendar/calendar.ts';

export const documentTables: Tables = {
  room: 'documents',
  steps: [
    `CREATE TABLE documents (
       event INTEGER NOT NULL,
       number INTEGER NOT NULL,
       server TEXT NOT NULL,
       matter TEXT NOT NULL,
       standing TEXT NOT NULL,
       document TEXT NOT NULL,
       PRIMARY KEY (event, number)
     ) WITHOUT ROWID;
     CREATE INDEX documents_of_matter ON documents (server, matter);
     CREATE TABLE decision_lists (
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       list TEXT NOT NULL,
       PRIMARY KEY (server, run, session)
     ) WITHOUT ROWID;`,
  ],
};

/** What a document is about, and what it says, in short. */
export interface Filed {
  readonly matter: string;
  readonly standing: string;
  readonly document: RaceDocument;
}

/** Call the writing methods inside a transaction. */
export class DocumentTable {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  /** The number of an event's next document. */
  nextNumber(event: number): number {
    const row = this.#store.get<{ last: number | null }>(
      'SELECT max(number) AS last FROM documents WHERE event = ?',
      event,
    );
    return (row?.last ?? 0) + 1;
  }

  /** The newest document about a matter. */
  newestOf(matter: string): Filed | undefined {
    // A race that continued in another event may have documents in both: those of the earlier event are older.
    return this.#all('matter = ?', matter)
      .sort((a, b) => a.document.at - b.document.at || a.document.number - b.document.number)
      .at(-1);
  }

  /** For each of these matters, what its newest document says, in short. */
  standingsOf(matters: readonly string[]): ReadonlyMap<string, string> {
    const rows = this.#store.all<Pick<Row, 'matter' | 'standing'>>(
      `SELECT matter, standing FROM documents WHERE server = ? AND matter IN (${matters.map(() => '?').join(', ')})
       ORDER BY CASE WHEN json_valid(document) THEN json_extract(document, '$.at') END, number`,
      this.#server,
      ...matters,
    );
    return new Map(rows.map(({ matter, standing }) => [matter, standing]));
  }

  put({ matter, standing, document }: Filed): void {
    this.#store.run(
      `INSERT INTO documents (event, number, server, matter, standing, document) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (event, number) DO UPDATE SET document = excluded.document`,
      document.event.number,
      document.number,
      this.#server,
      matter,
      standing,
      JSON.stringify(document),
    );
  }

  listOf({ run, session }: SessionKey): DecisionList | undefined {
    const rows = this.#store.all<{ list: string }>(
      'SELECT list FROM decision_lists WHERE server = ? AND run = ? AND session = ?',
      this.#server,
      run,
      session,
    );
    const name = `the list of session ${session} of run ${run} of ${this.#server}`;
    return readStored(
      this.#store,
      rows,
      () => name,
      ({ list }) => JSON.parse(list) as DecisionList,
    )[0];
  }

  putList(list: DecisionList): void {
    this.#store.run(
      `INSERT INTO decision_lists (server, run, session, list) VALUES (?, ?, ?, ?)
       ON CONFLICT (server, run, session) DO UPDATE SET list = excluded.list`,
      this.#server,
      list.session.run,
      list.session.session,
      JSON.stringify(list),
    );
  }

  #all(where: string, ...values: (string | number)[]): Filed[] {
    const rows = this.#store.all<Row>(`SELECT * FROM documents WHERE server = ? AND ${where}`, this.#server, ...values);
    const nameOf = ({ event, number }: Row): string => `document ${number} of event ${event}`;
    return readStored(this.#store, rows, nameOf, ({ matter, standing, document }) => ({
      matter,
      standing,
      document: JSON.parse(document) as RaceDocument,
    }));
  }
}

interface Row {
  readonly event: number;
  readonly number: number;
  readonly matter: string;
  readonly standing: string;
  readonly document: string;
}
