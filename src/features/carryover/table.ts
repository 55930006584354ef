/** What stewards are asked after a restart, and their answers. */
import type { CarriedOver } from '../../events/carryOver.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

export const carryOverTables: Tables = {
  room: 'carryover',
  steps: [
    `CREATE TABLE carried_over (
       session INTEGER NOT NULL,
       server TEXT NOT NULL,
       penalty INTEGER NOT NULL,
       answer TEXT,
       answered_by TEXT,
       PRIMARY KEY (session, penalty)
     );
     CREATE INDEX carried_over_penalties ON carried_over (server, penalty);`,
  ],
};

/** One penalty, and the session whose restart asks about it. */
export interface Asked {
  readonly session: number;
  readonly penalty: number;
  readonly answer: CarriedOver['answer'];
  readonly by: string | undefined;
}

/** Call inside a transaction. */
export class CarryOverTable {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  ask(session: number, penalty: number): void {
    this.#store.run(
      'INSERT INTO carried_over (session, server, penalty) VALUES (?, ?, ?)',
      session,
      this.#server,
      penalty,
    );
  }

  answer({ session, penalty }: Pick<Asked, 'session' | 'penalty'>, answer: 'kept' | 'dropped', by: string): void {
    this.#store.run(
      'UPDATE carried_over SET answer = ?, answered_by = ? WHERE session = ? AND penalty = ?',
      answer,
      by,
      session,
      penalty,
    );
  }

  /** By penalty number. */
  ofSession(session: number): readonly Asked[] {
    return this.#all('session = ? ORDER BY penalty', session);
  }

  /** From the newest restart that asks about it: each restart asks again. */
  ofPenalty(penalty: number): Asked | undefined {
    return this.#all('penalty = ? ORDER BY session DESC LIMIT 1', penalty)[0];
  }

  /** The newest restart after which something was asked. */
  newestSession(): number | undefined {
    return this.#all('1 ORDER BY session DESC LIMIT 1')[0]?.session;
  }

  #all(where: string, ...values: number[]): readonly Asked[] {
    return this.#store
      .all<Row>(`SELECT * FROM carried_over WHERE server = ? AND ${where}`, this.#server, ...values)
      .map(({ session, penalty, answer, answered_by }) => ({
        session,
        penalty,
        answer: answer ?? undefined,
        by: answered_by ?? undefined,
      }));
  }
}

interface Row {
  readonly session: number;
  readonly penalty: number;
  readonly answer: 'kept' | 'dropped' | null;
  readonly answered_by: string | null;
}
