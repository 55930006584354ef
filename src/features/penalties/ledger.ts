/** The table of penalties, and whether a session's result can still change. */
import type { Penalty, PenaltyChange } from '../../events/penalty.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import type { Reason } from '../../texts/reasons.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { type Decisions, openDecisions } from '../decisions/table.ts';
import { type PenaltyRows, StoredPenalties } from './rows.ts';
import { decisionFor, type Ruling } from './ruling.ts';

export { penaltyTables } from './schema.ts';

export type { Ruling };

export type NewPenalty = Omit<Penalty, 'number' | 'server'>;

/** Who made a result final, and when (UTC, milliseconds). */
export interface Finalised {
  readonly by: string;
  readonly at: number;
}

export interface Reopened extends Finalised {
  readonly reason: string;
}

/** When the result had been final, while some penalties still count as if it were: UTC, milliseconds. */
type StillFinal = { readonly finalAt?: number | undefined };

/** The penalties of one server, automatic and by stewards. Each has the number of the decision that gave it. */
export interface Ledger extends PenaltyRows {
  readonly decisions: Decisions;
  /** Adds a decision, its penalty row, and the first line of its history. */
  add(penalty: NewPenalty, ruling: Ruling): Penalty;
  /** Updates the row, and adds a line to its history. */
  put(penalty: Penalty, why: Reason & { readonly at: number; readonly by: string }): void;
  /** Oldest first. */
  history(number: number): PenaltyChange[];
  /** Whether the result of a session is final. */
  isFinal(run: number, session: number): boolean;
  /** From here on, no decisions about this session are accepted; it must have ended. */
  finalise(run: number, session: number, final: Finalised): void;
  /** Accepts decisions about it again; the result gets its next version. */
  reopen(run: number, session: number, reopened: Reopened & StillFinal): void;
  /** Everything that had counted in it counts as before. */
  isReissued(run: number, session: number): void;
}

/** @param calendar tells which sessions form one race: their result is that of the last one */
export const openLedger = (
  store: Store,
  server: string,
  calendar: Pick<Calendar, 'last'>,
  decisions: Decisions = openDecisions(store, server),
): Ledger => new StoredLedger(store, server, { calendar, decisions });

class StoredLedger extends StoredPenalties implements Ledger {
  readonly decisions: Decisions;
  readonly #store: Store;
  readonly #server: string;
  readonly #calendar: Pick<Calendar, 'last'>;

  constructor(
    store: Store,
    server: string,
    { calendar, decisions }: { readonly calendar: Pick<Calendar, 'last'>; readonly decisions: Decisions },
  ) {
    super(store, server);
    this.#store = store;
    this.#server = server;
    this.#calendar = calendar;
    this.decisions = decisions;
  }

  add(facts: NewPenalty, ruling: Ruling): Penalty {
    return this.#store.transaction(() => {
      const { penalty: number } = this.decisions.addPenalty(...decisionFor(facts, ruling));
      this.#store.run(
        'INSERT INTO penalties (number, server, run, session, guid, state, penalty) VALUES (?, ?, ?, ?, ?, ?, ?)',
        number,
        this.#server,
        facts.run,
        facts.session,
        facts.driver.guid,
        facts.state,
        '',
      );
      const penalty: Penalty = { number, server: this.#server, ...facts };
      this.#write(penalty, facts);
      return penalty;
    });
  }

  put(penalty: Penalty, why: Reason & { readonly at: number; readonly by: string }): void {
    this.#store.transaction(() => this.#write(penalty, why));
  }

  history(number: number): PenaltyChange[] {
    const rows = this.#store.all<{ id: number; change: string }>(
      'SELECT id, change FROM penalty_changes WHERE number = ? ORDER BY id',
      number,
    );
    return readStored(
      this.#store,
      rows,
      ({ id }) => `change ${id} of penalty ${number}`,
      ({ change }) => JSON.parse(change) as PenaltyChange,
    );
  }

  // The row belongs to the result (results/table.ts), but whether it is final is asked here, for each decision.
  isFinal(run: number, session: number): boolean {
    const last = this.#calendar.last(run, session) ?? { run, session };
    const row = this.#store.get(
      'SELECT 1 FROM ended_sessions WHERE server = ? AND run = ? AND session = ? AND final_at IS NOT NULL',
      this.#server,
      last.run,
      last.session,
    );
    return row !== undefined;
  }

  finalise(run: number, session: number, { by, at }: Finalised): void {
    this.#store.run(
      'UPDATE ended_sessions SET final_by = ?, final_at = ? WHERE server = ? AND run = ? AND session = ?',
      by,
      at,
      this.#server,
      run,
      session,
    );
  }

  isReissued(run: number, session: number): void {
    this.#store.run(
      `UPDATE ended_sessions SET reopened = json_remove(reopened, '$.finalAt')
       WHERE server = ? AND run = ? AND session = ?`,
      this.#server,
      run,
      session,
    );
  }

  reopen(run: number, session: number, reopened: Reopened & StillFinal): void {
    this.#store.run(
      `UPDATE ended_sessions SET final_by = NULL, final_at = NULL, version = version + 1, reopened = ?
       WHERE server = ? AND run = ? AND session = ?`,
      JSON.stringify(reopened),
      this.#server,
      run,
      session,
    );
  }

  #write(
    penalty: Penalty,
    { at, by, reason, reasonText }: Reason & { readonly at: number; readonly by: string },
  ): void {
    const { number, state, lapsLeft } = penalty;
    const change: PenaltyChange = { at, state, by, reason, lapsLeft, reasonText };
    this.#store.run(
      'UPDATE penalties SET state = ?, penalty = ? WHERE number = ?',
      state,
      JSON.stringify(penalty),
      number,
    );
    this.#store.run(
      'INSERT INTO penalty_changes (number, at, change) VALUES (?, ?, ?)',
      number,
      at,
      JSON.stringify(change),
    );
  }
}
