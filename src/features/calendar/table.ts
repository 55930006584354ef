/** The table of all sessions, and how it is filled from a store that does not have it yet. */
import type { RaceEvent, SessionKind } from '../../events/events.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Rows } from '../../store/rows.ts';
import type { KnownSession, KnownState } from './session.ts';

export const calendarTables: Tables = {
  room: 'calendar',
  steps: [
    `CREATE TABLE sessions (
       id INTEGER PRIMARY KEY AUTOINCREMENT,
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       name TEXT NOT NULL,
       kind TEXT NOT NULL,
       track TEXT NOT NULL,
       started_at INTEGER NOT NULL,
       ended_at INTEGER,
       state TEXT NOT NULL,
       event INTEGER,
       continues INTEGER REFERENCES sessions (id),
       UNIQUE (server, run, session)
     );
     CREATE UNIQUE INDEX continued_sessions ON sessions (continues);`,
    numberWhatIsKnown,
    `CREATE TABLE league_events (
       number INTEGER PRIMARY KEY AUTOINCREMENT,
       server TEXT NOT NULL,
       name TEXT NOT NULL,
       series TEXT,
       day TEXT,
       started_at INTEGER NOT NULL,
       ended_at INTEGER,
       UNIQUE (server, day)
     );`,
  ],
};

/** All columns of a row, and the id of the session that continues it. */
export const SESSION_COLUMNS =
  '*, (SELECT next.id FROM sessions AS next WHERE next.continues = sessions.id) AS continued_by';

export interface SessionRow {
  readonly id: number;
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly name: string;
  readonly kind: SessionKind;
  readonly track: string;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly state: KnownState;
  readonly event: number | null;
  readonly continues: number | null;
  readonly continued_by: number | null;
}

export const sessionOfRow = (row: SessionRow): KnownSession => ({
  id: row.id,
  server: row.server,
  run: row.run,
  session: row.session,
  name: row.name,
  kind: row.kind,
  track: row.track,
  startedAt: row.started_at,
  endedAt: row.ended_at ?? undefined,
  state: row.state,
  event: row.event ?? undefined,
  continues: row.continues ?? undefined,
  continuedBy: row.continued_by ?? undefined,
});

/** What is written when a session starts. */
export type NewSession = Pick<KnownSession, 'server' | 'run' | 'session' | 'name' | 'kind' | 'track' | 'startedAt'> &
  Pick<KnownSession, 'event' | 'continues'>;

export function addSession(rows: Rows, added: NewSession): void {
  const { server, run, session, name, kind, track, startedAt, event, continues } = added;
  rows.run(
    `INSERT INTO sessions (server, run, session, name, kind, track, started_at, state, event, continues)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?) ON CONFLICT (server, run, session) DO NOTHING`,
    server,
    run,
    session,
    name,
    kind,
    track,
    startedAt,
    event ?? null,
    continues ?? null,
  );
}

/**
 * A store of 0.1.0 has its sessions in the journal, and the ended ones also with their results. Both are read, because
 * part of the journal may have been lost.
 */
function numberWhatIsKnown(rows: Rows): void {
  const told = rows.all<{ event: string }>(
    `SELECT event FROM events WHERE type IN ('sessionStarted', 'sessionEnded') ORDER BY id`,
  );
  for (const { event } of told) numberTold(rows, eventIn(event));
  rows.run(
    `INSERT INTO sessions (server, run, session, name, kind, track, started_at, ended_at, state)
     SELECT server, run, session, name, kind, '', ended_at, ended_at, 'ended' FROM ended_sessions WHERE 1
     ORDER BY ended_at ON CONFLICT (server, run, session) DO UPDATE SET ended_at = excluded.ended_at, state = 'ended'`,
  );
  // Sessions of an earlier run are no longer running.
  rows.run(
    `UPDATE sessions SET state = 'ended'
     WHERE state = 'running' AND run < (SELECT run FROM runs WHERE runs.server = sessions.server)`,
  );
}

function numberTold(rows: Rows, event: RaceEvent | undefined): void {
  if (event?.type === 'sessionStarted') {
    const { server, run, session, facts, at } = event;
    const { kind, name, track } = facts;
    addSession(rows, { server, run, session, name: name || kind, kind, track, startedAt: at });
  }
  if (event?.type === 'sessionEnded') {
    const { server, run, session, at, restarted } = event;
    rows.run(
      'UPDATE sessions SET state = ?, ended_at = ? WHERE server = ? AND run = ? AND session = ?',
      restarted ? 'restarted' : 'ended',
      at,
      server,
      run,
      session,
    );
  }
}

/** Skips a row that somebody has overwritten, so that the others are still read. */
function eventIn(text: string): RaceEvent | undefined {
  try {
    return JSON.parse(text) as RaceEvent;
  } catch {
    return undefined;
  }
}
