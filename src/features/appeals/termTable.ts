/** The decisions of one server that show an Appeal button, and when to see whether anybody can still appeal. */
import type { RaceDocument } from '../../events/document.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';

/** `document`: the one with the button, if there is one. */
export const APPEAL_TERMS = `CREATE TABLE appeal_terms (
  server TEXT NOT NULL,
  decision INTEGER NOT NULL,
  due INTEGER NOT NULL,
  document TEXT,
  PRIMARY KEY (server, decision)
) WITHOUT ROWID;
CREATE INDEX appeal_terms_due ON appeal_terms (server, due);`;

export interface DueTerm {
  readonly decision: number;
  /** UTC, milliseconds. */
  readonly due: number;
  readonly document: RaceDocument | undefined;
}

/** Call the writing methods inside a transaction. */
export class TermTable {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  put(decision: number, due: number, document?: RaceDocument): void {
    this.#store.run(
      `INSERT INTO appeal_terms (server, decision, due, document) VALUES (?, ?, ?, ?)
       ON CONFLICT (server, decision)
       DO UPDATE SET due = max(due, excluded.due), document = coalesce(excluded.document, document)`,
      this.#server,
      decision,
      due,
      document === undefined ? null : JSON.stringify(document),
    );
  }

  /** Another document has replaced this one, and it has lost its button. */
  withoutDocument({ decision, number, event }: RaceDocument): void {
    const [due] = this.#all('decision = ?', decision.number);
    if (due?.document?.number !== number || due.document.event.number !== event.number) return;
    this.#store.run(
      'UPDATE appeal_terms SET document = NULL WHERE server = ? AND decision = ?',
      this.#server,
      decision.number,
    );
  }

  remove(decision: number): void {
    this.#store.run('DELETE FROM appeal_terms WHERE server = ? AND decision = ?', this.#server, decision);
  }

  /** Every term is looked at then, even if it would end later. */
  dueAt(time: number): void {
    this.#store.run('UPDATE appeal_terms SET due = ? WHERE server = ? AND due > ?', time, this.#server, time);
  }

  /** When the next one is due. */
  next(): number | undefined {
    const row = this.#store.get<{ due: number | null }>(
      'SELECT min(due) AS due FROM appeal_terms WHERE server = ?',
      this.#server,
    );
    return row?.due ?? undefined;
  }

  /** Those that were due before this time, oldest first. */
  dueBefore(time: number, limit: number): readonly DueTerm[] {
    return this.#all('due < ? ORDER BY due LIMIT ?', time, limit);
  }

  #all(where: string, ...values: number[]): readonly DueTerm[] {
    const rows = this.#store.all<{ decision: number; due: number; document: string | null }>(
      `SELECT decision, due, document FROM appeal_terms WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    const nameOf = ({ decision }: { readonly decision: number }): string => `the appeal term of decision ${decision}`;
    return readStored(this.#store, rows, nameOf, ({ decision, due, document }) => ({
      decision,
      due,
      document: document === null ? undefined : (JSON.parse(document) as RaceDocument),
    }));
  }
}
