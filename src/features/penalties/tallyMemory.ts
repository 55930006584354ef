/**
 * Where the tally is kept: with the events it was made of, so that what is rolled back was never counted. Each driver's
 * laps and contacts of a session are a text of their own, since each lap writes one anew.
 */
import type { Journal } from '../../race/journal.ts';
import type { DriverTally, SessionTally, Tally } from './tally.ts';

export interface TallyMemory {
  /** What is known of the sessions, and in them of one driver alone. */
  load(guid: string | undefined): Tally | undefined;
  /** What is said of drivers in it is known from now on; whoever is not in it stays as known. */
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

  /** Before drivers had texts of their own all of them were in that of the sessions. */
  #withDriver(session: SessionTally, guid: string | undefined): SessionTally {
    const own = guid === undefined ? undefined : this.#journal.cursor(sessionPrefix(session) + guid);
    return guid === undefined || own === undefined
      ? session
      : { ...session, drivers: { ...session.drivers, [guid]: own as DriverTally } };
  }
}
