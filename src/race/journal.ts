import type { RaceEvent } from '../events/events.ts';
import type { Tables } from '../store/migrations.ts';
import type { Store } from '../store/store.ts';

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
  /** Any JSON value: a log offset, a reader's memory. */
  cursor<Position>(source: string): Position | undefined;
  moveCursor(source: string, position: unknown): void;
}

export function openJournal(store: Store, server: string): Journal {
  const run = (): number => store.get<{ run: number }>('SELECT run FROM runs WHERE server = ?', server)?.run ?? 0;
  return {
    run,
    beginRun() {
      const next = run() + 1;
      store.run(
        'INSERT INTO runs (server, run) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET run = excluded.run',
        server,
        next,
      );
      return next;
    },
    append(event) {
      store.run(
        'INSERT INTO events (server, run, type, at, event) VALUES (?, ?, ?, ?, ?)',
        server,
        event.run,
        event.type,
        event.at,
        JSON.stringify(event),
      );
    },
    events: () =>
      store
        .all<{ event: string }>('SELECT event FROM events WHERE server = ? AND run = ? ORDER BY id', server, run())
        .map(({ event }) => JSON.parse(event) as RaceEvent),
    cursor<Position>(source: string) {
      const row = store.get<{ position: string }>(
        'SELECT position FROM cursors WHERE server = ? AND source = ?',
        server,
        source,
      );
      return row && (JSON.parse(row.position) as Position);
    },
    moveCursor(source, position) {
      store.run(
        `INSERT INTO cursors (server, source, position) VALUES (?, ?, ?)
         ON CONFLICT (server, source) DO UPDATE SET position = excluded.position`,
        server,
        source,
        JSON.stringify(position),
      );
    },
  };
}
