/**
 * Stores the tally with the events it was made from, so that rolled-back events were never counted. Each driver's laps
 * and contacts of a session are stored separately, because each lap rewrites them.
 */
import type { Journal } from '../../race/journal.ts';
import type { DriverTally, SessionTally, Tally } from './tally.ts';

export interface TallyMemory {
  /** The tally of the sessions, with only this one driver in them. */
  load(guid: string | undefined): Tally | undefined;
  /** Stores the drivers that are in it; all others stay as stored. */
  save(tally: Tally): void;
}

const SESSIONS = 'tally';
const DRIVER = 'tally of ';

const sessionPrefix = ({ run, session }: Pick<SessionTally, 'run' | 'session'>): string =>
  `${DRIVER}${run}/${session}/`;

export class StoredTally implements TallyMemory {
  readonly #journal: Pick<Journal, 'cursor' | 'moveCursor' | 'dropCursors'>;

  constructor(journal: Pick<Journal, 'cursor' | 'moveCursor' | 'dropCursors'>) {
    this.#journal = journal;
  }

  load(guid: string | undefined): Tally | undefined {
    const stored = this.#journal.cursor(SESSIONS) as Tally | undefined;
    return stored && { sessions: stored.sessions.map((session) => this.#withDriver(session, guid)) };
  }

  save({ sessions }: Tally): void {
    for (const session of sessions)
      for (const [guid, driver] of Object.entries(session.drivers))
        this.#journal.moveCursor(sessionPrefix(session) + guid, driver);
    const alone = JSON.stringify(sessions.map((session) => ({ ...session, drivers: {} })));
    const before = this.#journal.cursor(SESSIONS) as Tally | undefined;
    if (JSON.stringify(before?.sessions) === alone) return;
    this.#journal.moveCursor(SESSIONS, { sessions: JSON.parse(alone) });
    this.#journal.dropCursors(DRIVER, sessions.map(sessionPrefix));
  }

  /** Older versions stored all drivers together with the sessions. */
  #withDriver(session: SessionTally, guid: string | undefined): SessionTally {
    const own = guid === undefined ? undefined : this.#journal.cursor(sessionPrefix(session) + guid);
    return guid === undefined || own === undefined
      ? session
      : { ...session, drivers: { ...session.drivers, [guid]: own as DriverTally } };
  }
}
