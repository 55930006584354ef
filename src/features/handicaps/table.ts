/** What was set for drivers, and what the game server was told about cars. */
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

export const loadTables: Tables = {
  room: 'loads',
  steps: [
    `CREATE TABLE loads (
       server TEXT NOT NULL,
       guid TEXT NOT NULL,
       ballast_kg INTEGER,
       restrictor_percent INTEGER,
       PRIMARY KEY (server, guid)
     );
     CREATE TABLE loads_sent (
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       car_id INTEGER NOT NULL,
       ballast_kg INTEGER NOT NULL,
       restrictor_percent INTEGER NOT NULL,
       sure INTEGER NOT NULL,
       PRIMARY KEY (server, car_id)
     );`,
  ],
};

/** What somebody set for a driver; undefined if the entry list counts. */
export interface Manual {
  readonly ballastKg?: number;
  readonly restrictorPercent?: number;
}

/** What the game server was last told about a car. */
export interface SentLoad {
  readonly ballastKg: number;
  readonly restrictorPercent: number;
  /** Whether that still holds: not if the car has changed hands since. */
  readonly sure: boolean;
}

export interface LoadTable {
  manual(guid: string): Manual;
  /** For everybody for whom something was set, as of now. */
  manuals(): (guid: string) => Manual;
  /** `kept` runs in the same transaction. */
  setManual(guid: string, manual: Manual, kept?: () => void): void;
  /** Undefined if nothing was said about the car in this life of the game server: then it has the entry list's load. */
  sent(run: number, carId: number): SentLoad | undefined;
  setSent(run: number, carId: number, sent: SentLoad): void;
  carsToldOf(run: number): readonly number[];
}

interface Row {
  readonly guid: string;
  readonly ballast_kg: number | null;
  readonly restrictor_percent: number | null;
}

const manualOf = (row: Row | undefined): Manual => ({
  ballastKg: row?.ballast_kg ?? undefined,
  restrictorPercent: row?.restrictor_percent ?? undefined,
});

export const loadTable = (store: Store, server: string): LoadTable => ({
  manual: (guid) => manualOf(store.get<Row>('SELECT * FROM loads WHERE server = ? AND guid = ?', server, guid)),
  manuals() {
    const rows = store.all<Row>('SELECT * FROM loads WHERE server = ?', server);
    const known = new Map(rows.map((row) => [row.guid, row]));
    return (guid) => manualOf(known.get(guid));
  },
  setManual(guid, { ballastKg, restrictorPercent }, kept) {
    store.transaction(() => {
      store.run(
        'INSERT OR REPLACE INTO loads (server, guid, ballast_kg, restrictor_percent) VALUES (?, ?, ?, ?)',
        server,
        guid,
        ballastKg ?? null,
        restrictorPercent ?? null,
      );
      kept?.();
    });
  },
  sent(run, carId) {
    const row = store.get<{ ballast_kg: number; restrictor_percent: number; sure: number }>(
      'SELECT ballast_kg, restrictor_percent, sure FROM loads_sent WHERE server = ? AND run = ? AND car_id = ?',
      server,
      run,
      carId,
    );
    return row && { ballastKg: row.ballast_kg, restrictorPercent: row.restrictor_percent, sure: row.sure === 1 };
  },
  setSent(run, carId, { ballastKg, restrictorPercent, sure }) {
    store.run(
      `INSERT OR REPLACE INTO loads_sent (server, run, car_id, ballast_kg, restrictor_percent, sure)
       VALUES (?, ?, ?, ?, ?, ?)`,
      server,
      run,
      carId,
      ballastKg,
      restrictorPercent,
      sure ? 1 : 0,
    );
  },
  carsToldOf: (run) =>
    store
      .all<{ car_id: number }>('SELECT car_id FROM loads_sent WHERE server = ? AND run = ?', server, run)
      .map(({ car_id }) => car_id),
});
