/** The table of penalties, and what of a session's result can still change. */
import type { Penalty, PenaltyChange, PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import { penaltyName } from '../../texts/names.ts';
import type { Reason } from '../../texts/reasons.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { type Decisions, openDecisions } from '../decisions/table.ts';
import { isActive } from './penalty.ts';
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

/** The penalties of one server, automatic and by stewards. Each has the number of the decision that gave it. */
export interface Ledger {
  readonly decisions: Decisions;
  /** A new decision and its row, and the first line of its history. */
  add(penalty: NewPenalty, ruling: Ruling): Penalty;
  /** The row as it is now, and one more line of its history. */
  put(penalty: Penalty, why: Reason & { readonly at: number; readonly by: string }): void;
  /** @throws UserError for a number that this server has not given */
  get(number: number): Penalty;
  /** Those of these numbers that there are. */
  several(numbers: readonly number[]): Penalty[];
  /** What is still to be served, waits for it, or stands. */
  active(guid?: string, ...types: readonly PenaltyType[]): Penalty[];
  /** Everything against one driver, the newest first. */
  ofDriver(guid: string, limit?: number): Penalty[];
  /** Everything that belongs to the result of one session, by number. */
  ofSession(run: number, session: number): Penalty[];
  /** The newest first. */
  newest(limit: number): Penalty[];
  /** Of those that a result has made final, the ones that changed at this time or later (UTC, milliseconds). */
  appliedSince(at: number): Penalty[];
  /** The oldest first. */
  history(number: number): PenaltyChange[];
  /** Whether nothing more can be decided about the result of a session. */
  isFinal(run: number, session: number): boolean;
  /** From here on no decision about this session is taken; it must have ended. */
  finalise(run: number, session: number, final: Finalised): void;
  /** Decisions about it are taken again; the result gets its next version. */
  reopen(run: number, session: number, reopened: Reopened): void;
}

/** @param calendar which sessions are one race: their result is that of the last */
export const openLedger = (
  store: Store,
  server: string,
  calendar: Pick<Calendar, 'last'>,
  decisions: Decisions = openDecisions(store, server),
): Ledger => new StoredLedger(store, server, { calendar, decisions });

class StoredLedger implements Ledger {
  readonly decisions: Decisions;
  readonly #store: Store;
  readonly #server: string;
  readonly #calendar: Pick<Calendar, 'last'>;

  constructor(
    store: Store,
    server: string,
    { calendar, decisions }: { readonly calendar: Pick<Calendar, 'last'>; readonly decisions: Decisions },
  ) {
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

  get(number: number): Penalty {
    const [found] = this.#all('number = ?', number);
    if (found) return found;
    const name = penaltyName({ number });
    throw new UserError(`There is no penalty ${name} on ${this.#server}; "penalty list" shows the active ones.`);
  }

  several(numbers: readonly number[]): Penalty[] {
    if (numbers.length === 0) return [];
    return this.#all(`number IN (${numbers.map(() => '?').join(', ')}) ORDER BY number`, ...numbers);
  }

  active(guid?: string, ...types: readonly PenaltyType[]): Penalty[] {
    // Of a long race there are many: those in whose text none of the types stands are not read.
    const named = types.map(() => 'instr(penalty, ?) > 0').join(' OR ');
    const found = this.#all(
      `${guid === undefined ? '' : 'guid = ? AND '}state IN ('issued', 'serving') AND (${named || '1'}) ORDER BY number`,
      ...(guid === undefined ? [] : [guid]),
      ...types.map((type) => JSON.stringify(type)),
    );
    return found.filter((penalty) => isActive(penalty) && (types.length === 0 || types.includes(penalty.type)));
  }

  ofDriver(guid: string, limit = 50): Penalty[] {
    return this.#all('guid = ? ORDER BY number DESC LIMIT ?', guid, limit);
  }

  ofSession(run: number, session: number): Penalty[] {
    return this.#all('run = ? AND session = ? ORDER BY number', run, session);
  }

  newest(limit: number): Penalty[] {
    return this.#all('1 ORDER BY number DESC LIMIT ?', limit);
  }

  appliedSince(at: number): Penalty[] {
    const changed = 'number IN (SELECT number FROM penalty_changes WHERE at >= ?)';
    return this.#all(`state = 'applied' AND ${changed} ORDER BY number`, at);
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

  // The row belongs to the session's result (results/table.ts); whether that is final belongs here: each decision asks.
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

  reopen(run: number, session: number, reopened: Reopened): void {
    this.#store.run(
      `UPDATE ended_sessions SET final_by = NULL, final_at = NULL, version = version + 1, reopened = ?
       WHERE server = ? AND run = ? AND session = ?`,
      JSON.stringify(reopened),
      this.#server,
      run,
      session,
    );
  }

  #all(where: string, ...values: (string | number | null)[]): Penalty[] {
    const rows = this.#store.all<Row>(
      `SELECT number, penalty FROM penalties WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    return readStored(this.#store, rows, ({ number }) => `penalty ${number}`, penaltyOf);
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

interface Row {
  readonly number: number;
  readonly penalty: string;
}

const penaltyOf = ({ penalty }: Row): Penalty => JSON.parse(penalty) as Penalty;
