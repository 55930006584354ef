/** The positions of everyone in an incident, one row per car: a contact in a pile-up only writes those of its two cars. */
import type { Store } from '../../store/store.ts';
import type { Trace } from './evidence.ts';
import { LatestRead, type Read } from './latestRead.ts';

/** By car id. */
export type Seconds = Readonly<Record<number, Trace>>;

/** Positions in memory: those of 60 cars for 20 seconds of a pile-up, about 3 MB. */
const MOST_SAMPLES = 12_000;

export class StoredSeconds {
  readonly #store: Store;
  readonly #latest: LatestRead<Seconds>;

  constructor(store: Store) {
    this.#store = store;
    this.#latest = new LatestRead(store, MOST_SAMPLES);
  }

  of(id: number): Seconds {
    return this.#latest.of(id, () => this.#read(id));
  }

  /** Traces that are the same arrays as those read before are not written again. */
  put(id: number, seconds: Seconds): void {
    const before = this.#latest.known(id) ?? {};
    const traces = Object.entries(seconds);
    for (const [carId, trace] of traces) if (trace !== before[Number(carId)]) this.#write(id, carId, trace);
    this.#store.run(
      `DELETE FROM incident_positions WHERE incident = ? AND car_id NOT IN (${traces.map(() => '?').join(', ')})`,
      id,
      ...traces.map(([carId]) => Number(carId)),
    );
    // It is only numbers, so reading it back gives what was written.
    this.#latest.written(id, sized(seconds));
  }

  #write(id: number, carId: string, trace: Trace): void {
    this.#store.run(
      'INSERT OR REPLACE INTO incident_positions VALUES (?, ?, ?)',
      id,
      Number(carId),
      JSON.stringify(trace),
    );
  }

  #read(id: number): Read<Seconds> {
    const rows = this.#store.all<{ carId: number; samples: string }>(
      'SELECT car_id AS carId, samples FROM incident_positions WHERE incident = ?',
      id,
    );
    return sized(Object.fromEntries(rows.map(({ carId, samples }) => [carId, JSON.parse(samples) as Trace])));
  }
}

const sized = (seconds: Seconds): Read<Seconds> => ({
  value: seconds,
  size: Object.values(seconds).reduce((sum, trace) => sum + trace.length, 0),
});
