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

/** `over`: when it was said that nobody can appeal any more. UTC, milliseconds; absent while somebody can. */
export const APPEAL_TERMS_OVER = 'ALTER TABLE appeal_terms ADD COLUMN over INTEGER;';

export interface DueTerm {
  readonly decision: number;
  /** It was said before that nobody can appeal, and taken back with the final result. */
  readonly wasOver: boolean;
  /** UTC, milliseconds. */
  readonly due: number;
  readonly document: RaceDocument | undefined;
}

/** Later than any clock says. */
const NEVER = Number.MAX_SAFE_INTEGER;

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
       DO UPDATE SET due = iif(over IS NULL, max(due, excluded.due), excluded.due), over = NULL,
         document = coalesce(excluded.document, document)`,
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

  /** Nobody can appeal any more. Kept for a while: its result may be reopened. */
  isOver(decision: number, time: number): void {
    this.#store.run(
      'UPDATE appeal_terms SET over = ?, due = ? WHERE server = ? AND decision = ?',
      time,
      NEVER,
      this.#server,
      decision,
    );
  }

  /** It goes on: somebody can appeal. */
  goesOn(decision: number, until: number): void {
    this.#store.run(
      'UPDATE appeal_terms SET over = NULL, due = ? WHERE server = ? AND decision = ?',
      until,
      this.#server,
      decision,
    );
  }

  /** Every term is looked at then, even if it would end later. */
  dueAt(time: number): void {
    this.#store.run(
      'UPDATE appeal_terms SET due = ? WHERE server = ? AND due > ? AND over IS NULL',
      time,
      this.#server,
      time,
    );
  }

  /** Also those that are over are looked at then: a final result had ended them. */
  allDueAt(time: number): void {
    this.#store.run('UPDATE appeal_terms SET due = ? WHERE server = ? AND over IS NOT NULL', time, this.#server);
  }

  /** Forgets those that were over before this time. */
  forgetOver(before: number): void {
    this.#store.run('DELETE FROM appeal_terms WHERE server = ? AND over < ?', this.#server, before);
  }

  /** When the next one is due. */
  next(): number | undefined {
    const row = this.#store.get<{ due: number | null }>(
      'SELECT min(due) AS due FROM appeal_terms WHERE server = ? AND due < ?',
      this.#server,
      NEVER,
    );
    return row?.due ?? undefined;
  }

  /** Those that were due before this time, oldest first. */
  dueBefore(time: number, limit: number): readonly DueTerm[] {
    return this.#all('due < ? ORDER BY due LIMIT ?', time, limit);
  }

  #all(where: string, ...values: number[]): readonly DueTerm[] {
    const rows = this.#store.all<{ decision: number; due: number; document: string | null; over: number | null }>(
      `SELECT decision, due, document, over FROM appeal_terms WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    const nameOf = ({ decision }: { readonly decision: number }): string => `the appeal term of decision ${decision}`;
    return readStored(this.#store, rows, nameOf, ({ decision, due, document, over }) => ({
      decision,
      due,
      wasOver: over !== null,
      document: document === null ? undefined : (JSON.parse(document) as RaceDocument),
    }));
  }
}
