import type { Penalty, PenaltyChange } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { isActive } from './penalty.ts';

export const penaltyTables: Tables = {
  room: 'penalties',
  steps: [
    `CREATE TABLE penalties (
       number INTEGER PRIMARY KEY AUTOINCREMENT,
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       guid TEXT NOT NULL,
       state TEXT NOT NULL,
       penalty TEXT NOT NULL
     );
     CREATE INDEX penalties_of_driver ON penalties (server, guid);
     CREATE INDEX penalties_of_session ON penalties (server, run, session);
     CREATE TABLE penalty_changes (
       id INTEGER PRIMARY KEY,
       number INTEGER NOT NULL REFERENCES penalties (number),
       at INTEGER NOT NULL,
       change TEXT NOT NULL
     );
     CREATE INDEX changes_of_penalty ON penalty_changes (number);`,
  ],
};

export type NewPenalty = Omit<Penalty, 'number' | 'server'>;

/** The penalties of one server, automatic and by stewards. The numbers count over all servers of the installation. */
export interface Ledger {
  /** A new row, and the first line of its history. */
  add(penalty: NewPenalty): Penalty;
  /** The row as it is now, and one more line of its history. */
  put(penalty: Penalty, why: { readonly at: number; readonly by: string; readonly reason: string }): void;
  /** @throws UserError for a number that this server has not given */
  get(number: number): Penalty;
  /** What is still to be served, waits for it, or stands. */
  active(guid?: string): Penalty[];
  /** Everything against one driver, the newest first. */
  ofDriver(guid: string, limit?: number): Penalty[];
  /** Everything that belongs to the result of one session, by number. */
  ofSession(run: number, session: number): Penalty[];
  /** The newest first. */
  newest(limit: number): Penalty[];
  /** The oldest first. */
  history(number: number): PenaltyChange[];
}

export function openLedger(store: Store, server: string): Ledger {
  const all = (where: string, ...values: (string | number)[]): Penalty[] =>
    store
      .all<Row>(`SELECT number, penalty FROM penalties WHERE server = ? AND ${where}`, server, ...values)
      .map(penaltyOf);

  function put(penalty: Penalty, { at, by, reason }: { at: number; by: string; reason: string }): void {
    const { number, state, lapsLeft } = penalty;
    store.run('UPDATE penalties SET state = ?, penalty = ? WHERE number = ?', state, JSON.stringify(penalty), number);
    const change: PenaltyChange = { at, state, by, reason, ...(lapsLeft === undefined ? {} : { lapsLeft }) };
    store.run('INSERT INTO penalty_changes (number, at, change) VALUES (?, ?, ?)', number, at, JSON.stringify(change));
  }

  return {
    put: (penalty, why) => store.transaction(() => put(penalty, why)),
    add: (facts) =>
      store.transaction(() => {
        const { id } = store.run(
          'INSERT INTO penalties (server, run, session, guid, state, penalty) VALUES (?, ?, ?, ?, ?, ?)',
          ...([server, facts.run, facts.session, facts.driver.guid, facts.state, ''] as const),
        );
        const penalty: Penalty = { number: id, server, ...facts };
        put(penalty, { at: facts.at, by: facts.by, reason: facts.reason });
        return penalty;
      }),
    get(number) {
      const [found] = all('number = ?', number);
      if (found) return found;
      throw new UserError(`There is no penalty P-${number} on ${server}; "penalty list" shows those there are.`);
    },
    active: (guid) =>
      (guid === undefined
        ? all(`state IN ('issued', 'serving') ORDER BY number`)
        : all(`guid = ? AND state IN ('issued', 'serving') ORDER BY number`, guid)
      ).filter(isActive),
    ofDriver: (guid, limit = 50) => all('guid = ? ORDER BY number DESC LIMIT ?', guid, limit),
    ofSession: (run, session) => all('run = ? AND session = ? ORDER BY number', run, session),
    newest: (limit) => all('1 ORDER BY number DESC LIMIT ?', limit),
    history: (number) =>
      store
        .all<{ change: string }>('SELECT change FROM penalty_changes WHERE number = ? ORDER BY id', number)
        .map(({ change }) => JSON.parse(change) as PenaltyChange),
  };
}

interface Row {
  readonly number: number;
  readonly penalty: string;
}

const penaltyOf = ({ penalty }: Row): Penalty => JSON.parse(penalty) as Penalty;
