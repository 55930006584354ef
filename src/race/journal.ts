import type { RaceEvent } from '../events/events.ts';
import type { Tables } from '../store/migrations.ts';
import type { Store } from '../store/store.ts';
import { readStored, readStoredRow } from '../store/stored.ts';

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
  ],
};

/** What happened on one server, and how far each of its sources has been read. Call inside a transaction. */
export interface Journal {
  /** The number of the current run, 0 before the first. */
  run(): number;
  beginRun(): number;
  append(event: RaceEvent): void;
  /** The current run's events, oldest first. */
  events(): RaceEvent[];
  /** What was stored last for a source: any JSON value, which whoever stored it reads. */
  cursor(source: string): unknown;
  moveCursor(source: string, position: unknown): void;
}

export const openJournal = (store: Store, server: string): Journal => new StoredJournal(store, server);

class StoredJournal implements Journal {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  run(): number {
    return this.#store.get<{ run: number }>('SELECT run FROM runs WHERE server = ?', this.#server)?.run ?? 0;
  }

  beginRun(): number {
    const next = this.run() + 1;
    this.#store.run(
      'INSERT INTO runs (server, run) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET run = excluded.run',
      this.#server,
      next,
    );
    return next;
  }

  append(event: RaceEvent): void {
    this.#store.run(
      'INSERT INTO events (server, run, type, at, event) VALUES (?, ?, ?, ?, ?)',
      this.#server,
      event.run,
      event.type,
      event.at,
      JSON.stringify(event),
    );
  }

  events(): RaceEvent[] {
    const rows = this.#store.all<{ id: number; event: string }>(
      'SELECT id, event FROM events WHERE server = ? AND run = ? ORDER BY id',
      this.#server,
      this.run(),
    );
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
}

/** Nothing but `append` writes them; this finds those that somebody else, or a bad disk, has written over. */
function readEvent(stored: unknown): RaceEvent {
  const isObject = typeof stored === 'object' && stored !== null;
  if (isObject && 'type' in stored && 'at' in stored && 'run' in stored) return stored as RaceEvent;
  throw new Error('it is no event');
}
