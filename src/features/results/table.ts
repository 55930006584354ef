import type { Results } from '../../acserver/results/schema.ts';
import type { Classification } from '../../events/classification.ts';
import type { SessionKind } from '../../events/events.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

export const sessionTables: Tables = {
  room: 'results',
  steps: [
    `CREATE TABLE ended_sessions (
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       name TEXT NOT NULL,
       kind TEXT NOT NULL,
       ended_at INTEGER NOT NULL,
       results_file TEXT,
       own TEXT NOT NULL,
       classification TEXT,
       final_by TEXT,
       final_at INTEGER,
       PRIMARY KEY (server, run, session)
     );`,
  ],
};

/** A session that is over, and what is known of its result. */
export interface EndedSession {
  readonly run: number;
  readonly session: number;
  readonly name: string;
  readonly kind: SessionKind;
  /** UTC, milliseconds. */
  readonly endedAt: number;
  /** As the game server named it. */
  readonly resultsFile?: string;
  /** By the laps we have seen. */
  readonly own: Results;
  /** What was told last. */
  readonly classification?: Classification;
  readonly final?: { readonly by: string; readonly at: number };
}

export interface SessionTable {
  get(run: number, session: number): EndedSession | undefined;
  /** Of the name of its results file; the newest, since two that end in the same minute share one. */
  ofFile(name: string): EndedSession | undefined;
  /** The newest first. */
  newest(limit: number): EndedSession[];
  /** Adds it, or what is known of it now; neither its classification nor that it is final is touched. */
  save(ended: Omit<EndedSession, 'classification' | 'final'>): void;
  told(classification: Classification): void;
  finalise(run: number, session: number, final: { readonly by: string; readonly at: number }): void;
}

export function sessionTable(store: Store, server: string): SessionTable {
  const all = (where: string, ...values: (number | string)[]): EndedSession[] =>
    store.all<Row>(`SELECT * FROM ended_sessions WHERE server = ? AND ${where}`, server, ...values).map(endedOf);
  return {
    get: (run, session) => all('run = ? AND session = ?', run, session)[0],
    ofFile: (name) =>
      // acServer on Windows may name it with a backslash.
      all("replace(results_file, '\\', '/') = ? ORDER BY run DESC, session DESC LIMIT 1", `results/${name}`)[0],
    newest: (limit) => all('1 ORDER BY run DESC, session DESC LIMIT ?', limit),
    save({ run, session, name, kind, endedAt, resultsFile, own }) {
      store.run(
        `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, results_file, own)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (server, run, session) DO UPDATE SET own = excluded.own`,
        ...([server, run, session, name, kind, endedAt, resultsFile ?? null, JSON.stringify(own)] as const),
      );
    },
    told(classification) {
      store.run(
        'UPDATE ended_sessions SET classification = ? WHERE server = ? AND run = ? AND session = ?',
        ...([JSON.stringify(classification), server, classification.run, classification.session] as const),
      );
    },
    finalise(run, session, { by, at }) {
      store.run(
        'UPDATE ended_sessions SET final_by = ?, final_at = ? WHERE server = ? AND run = ? AND session = ?',
        ...([by, at, server, run, session] as const),
      );
    },
  };
}

interface Row {
  readonly run: number;
  readonly session: number;
  readonly name: string;
  readonly kind: SessionKind;
  readonly ended_at: number;
  readonly results_file: string | null;
  readonly own: string;
  readonly classification: string | null;
  readonly final_by: string | null;
  readonly final_at: number | null;
}

const endedOf = (row: Row): EndedSession => ({
  ...{ run: row.run, session: row.session, name: row.name, kind: row.kind, endedAt: row.ended_at },
  own: JSON.parse(row.own) as Results,
  ...(row.results_file === null ? {} : { resultsFile: row.results_file }),
  ...(row.classification === null ? {} : { classification: JSON.parse(row.classification) as Classification }),
  ...(row.final_at === null ? {} : { final: { by: row.final_by ?? '', at: row.final_at } }),
});
