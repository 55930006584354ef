/** Reads the penalties of one server. */
import type { Penalty, PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import { phrase, typed } from '../../kit/sentence.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import { penaltyName } from '../../texts/names.ts';
import { isActive } from './penalty.ts';
import { STANDS, TYPE_OF } from './schema.ts';

export interface PenaltyRows {
  /** @throws UserError for a number that is not a penalty of this server */
  get(number: number): Penalty;
  /** Those of these numbers that exist. */
  several(numbers: readonly number[]): Penalty[];
  /** Active penalties: issued or being served. */
  active(guid?: string, ...types: readonly PenaltyType[]): Penalty[];
  /** The newest active ones, newest first; `before`: only those with a lower number. */
  standing(limit: number, before?: number): Penalty[];
  /** How many active ones there are, counted by rows alone, without reading the penalties. */
  countStanding(before?: number): number;
  /** Everything against one driver, newest first; `before`: only those with a lower number. */
  ofDriver(guid: string, limit?: number, before?: number): Penalty[];
  countOfDriver(guid: string, before?: number): number;
  /** Everything that belongs to the result of one session, by number. */
  ofSession(run: number, session: number): Penalty[];
  /** Newest first. */
  newest(limit: number): Penalty[];
  /** Of these types, the numbers of active penalties of one session. */
  standingIn(run: number, session: number, types: readonly PenaltyType[]): readonly number[];
  /** Of these types, the numbers of all active penalties, by session. */
  standingBySession(types: readonly PenaltyType[]): readonly StandingInSession[];
  /** Of those that a final result closed, the numbers of the ones last changed at this time (UTC, milliseconds). */
  appliedAt(at: number): readonly number[];
}

/** From the rows alone, without reading the penalties: if no result is ever made final, there are thousands. */
export interface StandingInSession {
  readonly run: number;
  readonly session: number;
  readonly numbers: readonly number[];
}

export class StoredPenalties implements PenaltyRows {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  get(number: number): Penalty {
    const [found] = this.#all('number = ?', number);
    if (found) return found;
    const name = penaltyName({ number });
    throw new UserError(
      phrase`There is no penalty ${name} on ${this.#server}; ${typed('penalty list')} shows the active ones.`,
    );
  }

  several(numbers: readonly number[]): Penalty[] {
    if (numbers.length === 0) return [];
    return this.#all(`number IN (${numbers.map(() => '?').join(', ')}) ORDER BY number`, ...numbers);
  }

  active(guid?: string, ...types: readonly PenaltyType[]): Penalty[] {
    const found = guid === undefined ? this.#activeOf(types) : this.#activeOn(guid, types);
    return found.filter((penalty) => isActive(penalty) && (types.length === 0 || types.includes(penalty.type)));
  }

  standing(limit: number, before = Number.MAX_SAFE_INTEGER): Penalty[] {
    return this.#all(`${STANDS} AND number < ? ORDER BY number DESC LIMIT ?`, before, limit).filter(isActive);
  }

  countStanding(before = Number.MAX_SAFE_INTEGER): number {
    return this.#count(`${STANDS} AND number < ?`, before);
  }

  ofDriver(guid: string, limit = 50, before = Number.MAX_SAFE_INTEGER): Penalty[] {
    return this.#all('guid = ? AND number < ? ORDER BY number DESC LIMIT ?', guid, before, limit);
  }

  countOfDriver(guid: string, before = Number.MAX_SAFE_INTEGER): number {
    return this.#count('guid = ? AND number < ?', guid, before);
  }

  ofSession(run: number, session: number): Penalty[] {
    return this.#all('run = ? AND session = ? ORDER BY number', run, session);
  }

  newest(limit: number): Penalty[] {
    return this.#all('1 ORDER BY number DESC LIMIT ?', limit);
  }

  standingIn(run: number, session: number, types: readonly PenaltyType[]): readonly number[] {
    const rows = this.#store.all<{ number: number }>(
      `SELECT number FROM penalties WHERE server = ? AND run = ? AND session = ? AND ${standsOf(types)} ORDER BY number`,
      this.#server,
      run,
      session,
      ...types,
    );
    return rows.map(({ number }) => number);
  }

  standingBySession(types: readonly PenaltyType[]): readonly StandingInSession[] {
    // `+` avoids the index in session order, which would look into every text.
    const rows = this.#store.all<{ run: number; session: number; numbers: string }>(
      `SELECT run, session, json_group_array(number) AS numbers FROM penalties
       WHERE server = ? AND ${standsOf(types)} GROUP BY +run, +session`,
      this.#server,
      ...types,
    );
    return rows.map(({ run, session, numbers }) => ({ run, session, numbers: JSON.parse(numbers) as number[] }));
  }

  appliedAt(at: number): readonly number[] {
    const later = 'SELECT 1 FROM penalty_changes AS later WHERE later.number = made.number AND later.id > made.id';
    const rows = this.#store.all<{ number: number }>(
      // `+` avoids an index that begins with the server, which would scan every penalty ever given.
      `SELECT number FROM penalties WHERE +server = ? AND state = 'applied' AND number IN
         (SELECT number FROM penalty_changes AS made WHERE at = ? AND NOT EXISTS (${later})) ORDER BY number`,
      this.#server,
      at,
    );
    return rows.map(({ number }) => number);
  }

  /** By type, through an index, since most active penalties are of other types. */
  #activeOf(types: readonly PenaltyType[]): Penalty[] {
    if (types.length === 0) return this.#all(`${STANDS} ORDER BY number`);
    // Without `+`, the index in number order would be used, and all active penalties would be scanned.
    return this.#all(`${standsOf(types)} ORDER BY +number`, ...types);
  }

  /** A long race has many: rows whose text contains none of the types are not parsed. */
  #activeOn(guid: string, types: readonly PenaltyType[]): Penalty[] {
    const named = types.map(() => 'instr(penalty, ?) > 0').join(' OR ');
    const quoted = types.map((type) => JSON.stringify(type));
    return this.#all(`guid = ? AND ${STANDS} AND (${named || '1'}) ORDER BY number`, guid, ...quoted);
  }

  #count(where: string, ...values: (string | number)[]): number {
    const sql = `SELECT count(*) AS many FROM penalties WHERE server = ? AND ${where}`;
    return this.#store.get<{ many: number }>(sql, this.#server, ...values)?.many ?? 0;
  }

  #all(where: string, ...values: (string | number)[]): Penalty[] {
    const rows = this.#store.all<Row>(
      `SELECT number, penalty FROM penalties WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    return readStored(this.#store, rows, ({ number }) => `penalty ${number}`, penaltyOf);
  }
}

const standsOf = (types: readonly PenaltyType[]): string =>
  `${STANDS} AND ${TYPE_OF} IN (${types.map(() => '?').join(', ')})`;

interface Row {
  readonly number: number;
  readonly penalty: string;
}

const penaltyOf = ({ penalty }: Row): Penalty => JSON.parse(penalty) as Penalty;
