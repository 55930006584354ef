/** What can be read fast about all incidents of a server, and what has changed about them. */
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import type { SessionKey } from '../calendar/session.ts';
import { factsOf, type IncidentFacts } from './table.ts';

/** A numbered incident, and what it is part of. */
export interface IncidentOutline {
  readonly number: number;
  /** The incident it was merged into. */
  readonly mergedInto?: number | undefined;
  /** Undefined for one that cannot be read. */
  readonly facts?: IncidentFacts | undefined;
}

export interface IncidentOutlines {
  /** The sessions that have numbered incidents. */
  sessions(): readonly SessionKey[];
  /** How many of a session have a number and are not part of another. */
  many(session: SessionKey): number;
  /** Those of a session with a decision, including parts of others, and those that an appeal opened. */
  decided(session: SessionKey): readonly IncidentOutline[];
  /** The facts of any number. */
  facts(number: number): IncidentFacts | undefined;
  /** The sessions that changed since the last call. */
  touched(): TouchedSessions;
}

interface TouchedSessions {
  /** An incident was written, or something decided. */
  readonly incidents: readonly SessionKey[];
  /** The result became final or was reopened, or the session continues another one than before. */
  readonly results: readonly SessionKey[];
}

/** An index finds the rows of each list. */
export function outlinesIn(store: Store, server: string): IncidentOutlines {
  for (const statement of TOUCHED) store.run(statement);
  return {
    sessions: () =>
      store.all<SessionKey>(
        'SELECT DISTINCT run, session FROM incidents WHERE server = ? AND number IS NOT NULL',
        server,
      ),
    many: ({ run, session }) =>
      store.get<{ readonly many: number }>(
        `SELECT count(*) AS many FROM incidents
         WHERE server = ? AND run = ? AND session = ? AND number IS NOT NULL AND merged_into IS NULL`,
        server,
        run,
        session,
      )?.many ?? 0,
    decided: ({ run, session }) =>
      store
        .all<{ readonly number: number; readonly merged_into: number | null; readonly facts: string }>(
          `SELECT number, merged_into, facts FROM incidents WHERE server = ?1 AND run = ?2 AND session = ?3 AND number IS NOT NULL
             AND (EXISTS (SELECT 1 FROM decisions WHERE server = ?1 AND incident = incidents.number)
               OR EXISTS (SELECT 1 FROM appealed_decisions WHERE incident = incidents.number))`,
          server,
          run,
          session,
        )
        .map((row) => ({
          number: row.number,
          mergedInto: row.merged_into ?? undefined,
          facts: readStored(store, [row], () => `incident ${row.number}`, factsOf)[0],
        })),
    facts: (number) =>
      readStored(
        store,
        store.all<{ readonly facts: string }>(
          'SELECT facts FROM incidents WHERE server = ? AND number = ?',
          server,
          number,
        ),
        () => `incident ${number}`,
        factsOf,
      )[0],
    touched: () => ({
      incidents: takeTouched(store, server, 'incidents'),
      results: takeTouched(store, server, 'results'),
    }),
  };
}

function takeTouched(store: Store, server: string, what: keyof TouchedSessions): readonly SessionKey[] {
  const touched = store.all<SessionKey>(
    'SELECT run, session FROM touched_sessions WHERE server = ? AND what = ?',
    server,
    what,
  );
  if (touched.length > 0) store.run('DELETE FROM touched_sessions WHERE server = ? AND what = ?', server, what);
  return touched;
}

/** Each change, what it touches, and in which sessions. An appeal that opens an incident also inserts it. */
const TRIGGERS: readonly (readonly [change: string, what: keyof TouchedSessions, sessions: string])[] = [
  ['INSERT ON incidents', 'incidents', 'incidents WHERE id = new.id'],
  ['UPDATE ON incidents', 'incidents', 'incidents WHERE id = new.id'],
  ['INSERT ON decisions', 'incidents', 'incidents WHERE number = new.incident'],
  ['UPDATE OF final_at ON ended_sessions', 'results', 'ended_sessions WHERE rowid = new.rowid'],
  ['UPDATE OF continues ON sessions', 'results', 'sessions WHERE id IN (new.id, old.continues)'],
];

/** Maintained by triggers in the store, whoever changes a row, and rolled back with it. Gone with the connection. */
const TOUCHED: readonly string[] = [
  `CREATE TEMP TABLE IF NOT EXISTS touched_sessions
     (what TEXT, server TEXT, run INTEGER, session INTEGER, PRIMARY KEY (what, server, run, session)) WITHOUT ROWID`,
  ...TRIGGERS.map(
    ([change, what, sessions]) => `CREATE TEMP TRIGGER IF NOT EXISTS "${change} touches" AFTER ${change}
       BEGIN INSERT OR IGNORE INTO touched_sessions SELECT '${what}', server, run, session FROM ${sessions}; END`,
  ),
];
