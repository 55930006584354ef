/** The appeals of one server, and when its drivers took the chequered flag. */
import type { Appeal, AppealAnswer } from '../../events/appeal.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import type { SessionKey } from '../calendar/calendar.ts';
import { APPEAL_TERMS, APPEAL_TERMS_OVER } from './termTable.ts';

export const appealTables: Tables = {
  room: 'appeals',
  steps: [
    `CREATE TABLE appeals (
       id INTEGER PRIMARY KEY,
       server TEXT NOT NULL,
       incident INTEGER NOT NULL,
       decision INTEGER NOT NULL,
       guid TEXT NOT NULL,
       appeal TEXT NOT NULL,
       UNIQUE (decision, guid)
     );
     CREATE INDEX appeals_of_incident ON appeals (server, incident);
     CREATE INDEX appeals_of_driver ON appeals (server, guid);
     CREATE TABLE appealed_decisions (
       decision INTEGER PRIMARY KEY,
       incident INTEGER NOT NULL
     );
     CREATE INDEX decisions_in_opened ON appealed_decisions (incident);
     CREATE TABLE chequered_flags (
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       guid TEXT NOT NULL,
       at INTEGER NOT NULL,
       PRIMARY KEY (server, run, session, guid)
     ) WITHOUT ROWID;`,
    APPEAL_TERMS,
    APPEAL_TERMS_OVER,
  ],
};

/** Call the writing methods inside a transaction. */
export interface AppealTable {
  add(appeal: Appeal): void;
  answer(appeal: Appeal, answer: AppealAnswer): Appeal;
  /** This driver's appeal against this decision. */
  get(decision: number, guid: string): Appeal | undefined;
  /** All appeals against one decision, oldest first. */
  against(decision: number): readonly Appeal[];
  ofIncidents(numbers: readonly number[]): readonly Appeal[];
  /** Newest first. */
  ofDriver(guid: string, limit: number): readonly Appeal[];
  /** Only the first time is kept. */
  addFlag(key: SessionKey, guid: string, at: number): void;
  /** When the driver last took the flag in one of these sessions, UTC, milliseconds. */
  lastFlag(keys: readonly SessionKey[], guid: string): number | undefined;
}

export const openAppealTable = (store: Store, server: string): AppealTable => new StoredAppeals(store, server);

class StoredAppeals implements AppealTable {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  add(appeal: Appeal): void {
    const { incident, decision, driver } = appeal;
    this.#store.run(
      'INSERT INTO appeals (server, incident, decision, guid, appeal) VALUES (?, ?, ?, ?, ?)',
      this.#server,
      incident,
      decision.number,
      driver.guid,
      JSON.stringify(appeal),
    );
  }

  answer(appeal: Appeal, answer: AppealAnswer): Appeal {
    const answered: Appeal = { ...appeal, answer };
    this.#store.run(
      'UPDATE appeals SET appeal = ? WHERE decision = ? AND guid = ?',
      JSON.stringify(answered),
      appeal.decision.number,
      appeal.driver.guid,
    );
    return answered;
  }

  get(decision: number, guid: string): Appeal | undefined {
    return this.#all('decision = ? AND guid = ?', decision, guid)[0];
  }

  against(decision: number): readonly Appeal[] {
    return this.#all('decision = ? ORDER BY id', decision);
  }

  ofIncidents(numbers: readonly number[]): readonly Appeal[] {
    if (numbers.length === 0) return [];
    return this.#all(`incident IN (${numbers.map(() => '?').join(', ')}) ORDER BY id`, ...numbers);
  }

  ofDriver(guid: string, limit: number): readonly Appeal[] {
    return this.#all('guid = ? ORDER BY id DESC LIMIT ?', guid, limit);
  }

  addFlag({ run, session }: SessionKey, guid: string, at: number): void {
    this.#store.run(
      'INSERT OR IGNORE INTO chequered_flags (server, run, session, guid, at) VALUES (?, ?, ?, ?, ?)',
      this.#server,
      run,
      session,
      guid,
      at,
    );
  }

  lastFlag(keys: readonly SessionKey[], guid: string): number | undefined {
    const flags = keys.flatMap(({ run, session }) => {
      const row = this.#store.get<{ at: number }>(
        'SELECT at FROM chequered_flags WHERE server = ? AND run = ? AND session = ? AND guid = ?',
        this.#server,
        run,
        session,
        guid,
      );
      return row ? [row.at] : [];
    });
    return flags.length === 0 ? undefined : Math.max(...flags);
  }

  #all(where: string, ...values: (string | number)[]): Appeal[] {
    const rows = this.#store.all<{ id: number; appeal: string }>(
      `SELECT id, appeal FROM appeals WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    return readStored(
      this.#store,
      rows,
      ({ id }) => `appeal ${id}`,
      ({ appeal }) => JSON.parse(appeal) as Appeal,
    );
  }
}

/** Which incident an appeal opened for a decision that had none. Kept apart because decision rows never change. */
export interface OpenedFor {
  /** By decision; without those that were opened no incident for. */
  incidentsOf(decisions: readonly number[]): ReadonlyMap<number, number>;
  decisionsIn(incidents: readonly number[]): readonly number[];
  add(decision: number, incident: number): void;
}

export const openedFor = (store: Store): OpenedFor => ({
  incidentsOf(decisions) {
    const rows = decisions.length === 0 ? [] : openedAmong(store, 'decision', decisions);
    return new Map(rows.map(({ decision, incident }) => [decision, incident]));
  },
  decisionsIn: (incidents) => openedAmong(store, 'incident', incidents).map(({ decision }) => decision),
  add: (decision, incident) =>
    void store.run('INSERT OR IGNORE INTO appealed_decisions (decision, incident) VALUES (?, ?)', decision, incident),
});

const openedAmong = (store: Store, column: 'decision' | 'incident', numbers: readonly number[]) =>
  store.all<{ decision: number; incident: number }>(
    `SELECT decision, incident FROM appealed_decisions WHERE ${column} IN (${numbers.map(() => '?').join(', ')})`,
    ...numbers,
  );
