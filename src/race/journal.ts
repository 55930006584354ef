import type { Driver, EventOf, RaceEvent } from '../events/events.ts';
import type { Tables } from '../store/migrations.ts';
import type { Rows } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { readStored, readStoredRow } from '../store/stored.ts';
import { DrivenLaps, lapIndex, lapTable, type Place } from './laps.ts';
import { type Lap, standingKey } from './state.ts';

export const journalTables: Tables = {
  room: 'race',
  steps: [
    `CREATE TABLE events (
       id INTEGER PRIMARY KEY,
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       type TEXT NOT NULL,
       at INTEGER NOT NULL,
       event TEXT NOT NULL
     );
     CREATE INDEX events_of_run ON events (server, run, id);
     CREATE TABLE runs (server TEXT PRIMARY KEY, run INTEGER NOT NULL);
     CREATE TABLE cursors (
       server TEXT NOT NULL,
       source TEXT NOT NULL,
       position TEXT NOT NULL,
       PRIMARY KEY (server, source)
     );`,
    `CREATE TABLE snapshots (
       server TEXT PRIMARY KEY,
       run INTEGER NOT NULL,
       version INTEGER NOT NULL,
       through INTEGER NOT NULL,
       state TEXT NOT NULL
     );`,
    // The highest run number that others know of.
    'ALTER TABLE runs ADD COLUMN told INTEGER;',
    lapTable,
    lapIndex,
  ],
};

/** What happened on one server, and how far each of its sources has been read. Call inside a transaction. */
export interface Journal {
  /** The number of the current run, 0 before the first. */
  run(): number;
  beginRun(): number;
  /** Takes over a run that the server's own Pitwall has begun, for a copy of its journal. */
  followRun(run: number): void;
  append(event: RaceEvent): void;
  /** The current run's events, oldest first: all, or those of one type since a time (UTC, milliseconds). */
  events(type?: RaceEvent['type'], since?: number): RaceEvent[];
  /** The last lap of each driver in a session of any stored run, in the order reported. */
  lastLaps(place: Place): readonly EventOf<'lapCompleted'>[];
  /** All laps of one driver in it, in the order reported. */
  lapsOf(place: Place, driver: Driver): readonly Lap[];
  /** Some thousands of the current run's events after that one, oldest first. */
  portion(after: number): EventPortion;
  /** The last snapshot of the current run. */
  snapshot(): StoredSnapshot | undefined;
  /** Laps of one session of the current run, by standing, from events up to `through`. */
  laps(session: number, through: number): ReadonlyMap<string, readonly Lap[]>;
  /** Stores the state after all events so far. */
  keepSnapshot(version: number, state: string): void;
  /** The last stored position of a source: any JSON value, which its owner interprets. */
  cursor(source: string): unknown;
  moveCursor(source: string, position: unknown): void;
  /** Drops cursors whose source begins with `prefix`, except those that begin with one of `kept`. */
  dropCursors(prefix: string, kept: readonly string[]): void;
}

interface EventPortion {
  /** The ones that can be read. */
  readonly events: readonly RaceEvent[];
  /** The number of the last one; undefined if there are no more. */
  readonly last: number | undefined;
}

interface StoredSnapshot {
  readonly version: number;
  /** The number of the last event included. */
  readonly through: number;
  readonly state: string;
}

/** 100,000 bytes of text at a time instead of the 300 MB of a whole year. */
const PORTION = 2000;

/** UTC, milliseconds; undefined if there are no events. */
export const newestEventAt = (rows: Rows): number | undefined =>
  rows.get<{ at: number }>('SELECT at FROM events ORDER BY id DESC LIMIT 1')?.at;

export const openJournal = (store: Store, server: string): Journal => new StoredJournal(store, server);

interface EventRow {
  readonly id: number;
  readonly event: string;
}

class StoredJournal implements Journal {
  readonly #store: Store;
  readonly #server: string;
  readonly #laps: DrivenLaps;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
    this.#laps = new DrivenLaps(store, server);
  }

  run(): number {
    return this.#store.get<{ run: number }>('SELECT run FROM runs WHERE server = ?', this.#server)?.run ?? 0;
  }

  beginRun(): number {
    const row = this.#store.get<{ told: number | null }>('SELECT told FROM runs WHERE server = ?', this.#server);
    const next = Math.max(this.run(), row?.told ?? 0) + 1;
    this.followRun(next);
    return next;
  }

  followRun(run: number): void {
    this.#store.run(
      'INSERT INTO runs (server, run) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET run = excluded.run',
      this.#server,
      run,
    );
  }

  append(event: RaceEvent): void {
    const { id } = this.#store.run(
      'INSERT INTO events (server, run, type, at, event) VALUES (?, ?, ?, ?, ?)',
      this.#server,
      event.run,
      event.type,
      event.at,
      JSON.stringify(event),
    );
    if (event.type === 'lapCompleted') this.#laps.add(id, event);
  }

  events(type?: RaceEvent['type'], since = 0): RaceEvent[] {
    return this.#read(
      this.#store.all<EventRow>(
        'SELECT id, event FROM events WHERE server = ?1 AND run = ?2 AND (?3 IS NULL OR type = ?3) AND at >= ?4 ORDER BY id',
        this.#server,
        this.run(),
        type ?? null,
        since,
      ),
    );
  }

  lastLaps(place: Place): readonly EventOf<'lapCompleted'>[] {
    return this.#read(this.#laps.lastEvents(place)).filter((event) => event.type === 'lapCompleted');
  }

  lapsOf(place: Place, driver: Driver): readonly Lap[] {
    return this.#laps.ofStanding(place, standingKey(driver));
  }

  portion(after: number): EventPortion {
    const rows = this.#store.all<EventRow>(
      'SELECT id, event FROM events WHERE server = ? AND run = ? AND id > ? ORDER BY id LIMIT ?',
      this.#server,
      this.run(),
      after,
      PORTION,
    );
    return { events: this.#read(rows), last: rows.at(-1)?.id };
  }

  snapshot(): StoredSnapshot | undefined {
    return this.#store.get<StoredSnapshot>(
      'SELECT version, through, state FROM snapshots WHERE server = ? AND run = ?',
      this.#server,
      this.run(),
    );
  }

  laps(session: number, through: number): ReadonlyMap<string, readonly Lap[]> {
    return this.#laps.of({ run: this.run(), session }, through);
  }

  keepSnapshot(version: number, state: string): void {
    this.#store.run(
      `INSERT INTO snapshots (server, run, version, through, state)
       VALUES (?1, ?2, ?3, (SELECT coalesce(max(id), 0) FROM events WHERE server = ?1 AND run = ?2), ?4)
       ON CONFLICT (server) DO UPDATE SET
         run = excluded.run, version = excluded.version, through = excluded.through, state = excluded.state`,
      this.#server,
      this.run(),
      version,
      state,
    );
  }

  #read(rows: readonly EventRow[]): RaceEvent[] {
    return readStored(
      this.#store,
      rows,
      ({ id }) => `event ${id}`,
      ({ event }) => readEvent(JSON.parse(event)),
    );
  }

  cursor(source: string): unknown {
    const row = this.#store.get<{ position: string }>(
      'SELECT position FROM cursors WHERE server = ? AND source = ?',
      this.#server,
      source,
    );
    return readStoredRow(this.#store, row, `cursor ${source} of ${this.#server}`, (each): unknown =>
      JSON.parse(each.position),
    );
  }

  moveCursor(source: string, position: unknown): void {
    this.#store.run(
      `INSERT INTO cursors (server, source, position) VALUES (?, ?, ?)
       ON CONFLICT (server, source) DO UPDATE SET position = excluded.position`,
      this.#server,
      source,
      JSON.stringify(position),
    );
  }

  dropCursors(prefix: string, kept: readonly string[]): void {
    const sources = this.#store
      .all<{ source: string }>('SELECT source FROM cursors WHERE server = ?', this.#server)
      .map(({ source }) => source)
      .filter((source) => source.startsWith(prefix) && !kept.some((each) => source.startsWith(each)));
    for (const source of sources)
      this.#store.run('DELETE FROM cursors WHERE server = ? AND source = ?', this.#server, source);
  }
}

/** Only `append` writes events. This catches those overwritten by something else, or by a bad disk. */
function readEvent(stored: unknown): RaceEvent {
  const isObject = typeof stored === 'object' && stored !== null;
  if (isObject && 'type' in stored && 'at' in stored && 'run' in stored) return stored as RaceEvent;
  throw new Error('it is no event');
}
