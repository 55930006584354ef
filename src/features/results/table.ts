/** The sessions that are over, each with what is known of its result. */
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
    // A result that was final can be opened again, with a reason; each time it is another version.
    `ALTER TABLE ended_sessions ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
     ALTER TABLE ended_sessions ADD COLUMN reopened TEXT;`,
    // Its results are long: all of them would be read for the few that became final last.
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
  /** As the game server named it. */
  readonly resultsFile?: string | undefined;
  /** What was told last. */
  readonly classification?: Classification | undefined;
  /** Written by the ledger, which every decision asks for it. */
  readonly final?: Finalised | undefined;
  /** From 1; one more each time it was opened again. Written by the ledger, likewise. */
  readonly version: number;
  /** Why that is, and who did it. */
  readonly reopened?: Reopened | undefined;
  /** When it had been final, where not all that counted then counts as before. */
  readonly finalAt?: number | undefined;
}

/** What its end, and later laps, tell of it. */
interface SavedSession extends Omit<EndedSession, 'classification' | 'final' | 'version' | 'reopened' | 'finalAt'> {
  /** By the laps we have seen, without them. */
  readonly own: Results;
}

export interface SessionTable {
  get(run: number, session: number): EndedSession | undefined;
  /** Its result by the laps we have seen, as it is stored: without them, unless an earlier version has stored it. */
  own(run: number, session: number): string;
  /** The laps themselves as texts, which `readLaps` reads. Everything else has a turn between two of them. */
  laps(run: number, session: number): Promise<readonly string[]>;
  /** Of the name of its results file; the newest, since two that end in the same minute share one. */
  ofFile(name: string): EndedSession | undefined;
  /** The newest first. */
  newest(limit: number): EndedSession[];
  /** Those that were made final last. */
  lastFinal(limit: number): EndedSession[];
  /** Those that were opened again, and in which not all counts as before. */
  halfReopened(): EndedSession[];
  /** Adds it, or what is known of it now; neither its classification nor that it is final is touched. */
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
    // acServer on Windows may name it with a backslash.
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

/** All but what we have seen ourselves. */
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
