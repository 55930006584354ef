/** The sessions that are over, with what is known of their results. */
import type { Results } from '../../acserver/results/schema.ts';
import type { Classification } from '../../events/classification.ts';
import type { SessionKind } from '../../events/events.ts';
import { nextTurn } from '../../kit/wait.ts';
import { DrivenLaps } from '../../race/laps.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import type { Finalised, Reopened } from '../penalties/ledger.ts';

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
    // A final result can be reopened, with a reason; each time makes a new version.
    `ALTER TABLE ended_sessions ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
     ALTER TABLE ended_sessions ADD COLUMN reopened TEXT;`,
    // Rows are long because of their results: without an index all are read to find the few that became final last.
    `CREATE INDEX ended_sessions_final ON ended_sessions (server, final_at) WHERE final_at IS NOT NULL;
     CREATE INDEX ended_sessions_reopened ON ended_sessions (server) WHERE reopened IS NOT NULL;`,
  ],
};

export interface EndedSession {
  readonly run: number;
  readonly session: number;
  readonly name: string;
  readonly kind: SessionKind;
  /** UTC, milliseconds. */
  readonly endedAt: number;
  /** The name given by the game server. */
  readonly resultsFile?: string | undefined;
  /** As last reported. */
  readonly classification?: Classification | undefined;
  /** Written by the ledger, which checks it for every decision. */
  readonly final?: Finalised | undefined;
  /** From 1; incremented each time the result is reopened. Also written by the ledger. */
  readonly version: number;
  /** Who last reopened it, and why. */
  readonly reopened?: Reopened | undefined;
  /** When it had been final, as long as some of its penalties do not yet count as before. */
  readonly finalAt?: number | undefined;
}

/** What its end and later laps add. */
interface SavedSession extends Omit<EndedSession, 'classification' | 'final' | 'version' | 'reopened' | 'finalAt'> {
  /** From the laps we have seen, but without them. */
  readonly own: Results;
}

export interface SessionTable {
  get(run: number, session: number): EndedSession | undefined;
  /** Its stored result from the laps we have seen. The laps are not in it, unless an earlier version stored it. */
  own(run: number, session: number): string;
  /** The laps as texts for `readLaps`. Yields to other work between two of them. */
  laps(run: number, session: number): Promise<readonly string[]>;
  /** By the name of its results file. The newest, because two sessions that end in the same minute share a name. */
  ofFile(name: string): EndedSession | undefined;
  /** Newest first. */
  newest(limit: number): EndedSession[];
  /** The sessions last made final. */
  lastFinal(limit: number): EndedSession[];
  /** Reopened sessions in which not everything counts as before yet. */
  halfReopened(): EndedSession[];
  /** Inserts or updates it, without changing its classification or whether it is final. */
  save(ended: SavedSession): void;
  told(classification: Classification): void;
}

export const sessionTable = (store: Store, server: string): SessionTable => new StoredSessions(store, server);

class StoredSessions implements SessionTable {
  readonly #store: Store;
  readonly #server: string;
  readonly #laps: DrivenLaps;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
    this.#laps = new DrivenLaps(store, server);
  }

  get(run: number, session: number): EndedSession | undefined {
    return this.#all('run = ? AND session = ?', run, session)[0];
  }

  own(run: number, session: number): string {
    const where = 'server = ? AND run = ? AND session = ?';
    const row = this.#store.get<Pick<Row, 'own'>>(
      `SELECT own FROM ended_sessions WHERE ${where}`,
      this.#server,
      run,
      session,
    );
    if (row) return row.own;
    throw new Error(`session ${session} of run ${run} is not over`);
  }

  async laps(run: number, session: number): Promise<readonly string[]> {
    const texts: string[] = [];
    let next = this.#laps.piece({ run, session });
    while (next) {
      texts.push(next.text);
      next = this.#laps.piece({ run, session }, next.last);
      if (next) await nextTurn();
    }
    return texts;
  }

  ofFile(name: string): EndedSession | undefined {
    // acServer on Windows may use a backslash.
    const named = `replace(results_file, '\\', '/') = ? ORDER BY run DESC, session DESC LIMIT 1`;
    return this.#all(named, `results/${name}`)[0];
  }

  newest(limit: number): EndedSession[] {
    return this.#all('1 ORDER BY run DESC, session DESC LIMIT ?', limit);
  }

  lastFinal(limit: number): EndedSession[] {
    return this.#all('final_at IS NOT NULL ORDER BY final_at DESC LIMIT ?', limit);
  }

  halfReopened(): EndedSession[] {
    return this.#all("reopened IS NOT NULL AND json_extract(reopened, '$.finalAt') IS NOT NULL");
  }

  save({ run, session, name, kind, endedAt, resultsFile, own }: SavedSession): void {
    this.#store.run(
      `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, results_file, own)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (server, run, session) DO UPDATE SET own = excluded.own`,
      this.#server,
      run,
      session,
      name,
      kind,
      endedAt,
      resultsFile ?? null,
      JSON.stringify(own),
    );
  }

  told(classification: Classification): void {
    this.#store.run(
      'UPDATE ended_sessions SET classification = ? WHERE server = ? AND run = ? AND session = ?',
      JSON.stringify(classification),
      this.#server,
      classification.run,
      classification.session,
    );
  }

  #all(where: string, ...values: (number | string)[]): EndedSession[] {
    const rows = this.#store.all<Omit<Row, 'own'>>(
      `SELECT ${COLUMNS} FROM ended_sessions WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    const nameOf = ({ run, session }: Omit<Row, 'own'>): string =>
      `session ${session} of run ${run} of ${this.#server}`;
    return readStored(this.#store, rows, nameOf, endedOf);
  }
}

/** All columns but our own result. */
const COLUMNS =
  'run, session, name, kind, ended_at, results_file, classification, final_by, final_at, version, reopened';

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
  readonly version: number;
  readonly reopened: string | null;
}

function endedOf(row: Omit<Row, 'own'>): EndedSession {
  const opened = row.reopened === null ? undefined : (JSON.parse(row.reopened) as Reopened & { finalAt?: number });
  return {
    run: row.run,
    session: row.session,
    name: row.name,
    kind: row.kind,
    endedAt: row.ended_at,
    resultsFile: row.results_file ?? undefined,
    classification: row.classification === null ? undefined : (JSON.parse(row.classification) as Classification),
    final: row.final_at === null ? undefined : { by: row.final_by ?? '', at: row.final_at },
    version: row.version,
    reopened: opened && { by: opened.by, at: opened.at, reason: opened.reason },
    finalAt: opened?.finalAt,
  };
}
