/** The cars that want extra information. */
import type { Seat } from '../../acserver/dialect.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

export const optInTables: Tables = {
  room: 'extraInfo',
  steps: [
    `CREATE TABLE extra_info_opt_ins (
       server TEXT NOT NULL,
       car_id INTEGER NOT NULL,
       guid TEXT NOT NULL,
       run INTEGER NOT NULL,
       PRIMARY KEY (server, car_id)
     );`,
  ],
};

/** Who wants extra information: by car and GUID, until they leave. It survives a restart of Pitwall. */
export interface OptIns {
  add(seat: Seat): void;
  remove(seat: Seat): void;
  /** Those who are present and want it. */
  present(): readonly Seat[];
}

export interface OptInOptions {
  readonly server: string;
  readonly store: Store;
  readonly bus: Pick<Bus, 'durable'>;
  readonly state: () => RaceState;
}

export function openOptIns({ server, store, bus, state }: OptInOptions): OptIns {
  const remove = ({ carId, guid }: Seat): void =>
    void store.run('DELETE FROM extra_info_opt_ins WHERE server = ? AND car_id = ? AND guid = ?', server, carId, guid);
  bus.durable((event) => {
    if (event.type === 'driverLeft') remove(event.driver);
    return undefined;
  });
  return {
    add: ({ carId, guid }) =>
      void store.run(
        'INSERT OR REPLACE INTO extra_info_opt_ins (server, car_id, guid, run) VALUES (?, ?, ?, ?)',
        server,
        carId,
        guid,
        state().run,
      ),
    remove,
    present() {
      const { run, drivers } = state();
      return store
        .all<{ car_id: number; guid: string }>(
          'SELECT car_id, guid FROM extra_info_opt_ins WHERE server = ? AND run = ? ORDER BY car_id',
          server,
          run,
        )
        .map(({ car_id, guid }) => ({ carId: car_id, guid }))
        .filter(({ carId, guid }) => drivers.get(carId)?.guid === guid);
    },
  };
}
