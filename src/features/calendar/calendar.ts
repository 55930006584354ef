/** Which sessions were driven on one server, by numbers of their own, and which of them are one race. */
import type { LeagueEvent } from '../../events/leagueEvent.ts';
import { UserError } from '../../kit/errors.ts';
import type { Store } from '../../store/store.ts';
import { sessionName } from '../../texts/names.ts';
import { sessionLabel } from '../../texts/sessionLabels.ts';
import { LeagueEvents } from './leagueEvents.ts';
import type { KnownSession, SessionKey } from './session.ts';
import { SESSION_COLUMNS, type SessionRow, sessionOfRow } from './table.ts';

export type { KnownSession, SessionKey } from './session.ts';

/** The sessions of one server. The ids count over all servers of the installation. */
export interface Calendar {
  /** @throws UserError for one that does not exist, or that was driven on another server; it lists the newest */
  get(id: number): KnownSession;
  of(run: number, session: number): KnownSession | undefined;
  /** All sessions that are one race, the oldest first, this one among them; nothing for one that nobody has seen. */
  chainOf(run: number, session: number): readonly KnownSession[];
  /** The newest of the chain: whose classification counts. */
  last(run: number, session: number): KnownSession | undefined;
  /** What the rows of the whole chain are kept by; never empty. */
  keysOf(run: number, session: number): readonly SessionKey[];
  /** The number of the event that a session which began now would belong to, 0 for one that would begin with it. */
  eventAt(at: number): number | undefined;
  /** The newest first. */
  newest(limit: number): readonly KnownSession[];
  /** The league's event that a session belongs to; undefined where only events with a name count. */
  eventOf(run: number, session: number): LeagueEvent | undefined;
  /** How many events have begun since this one: of the same series, or days after a day. */
  eventsSince(event: LeagueEvent): number;
  /** The sessions of one, the oldest first. */
  ofEvent(event: number): readonly KnownSession[];
}

/** How many of the newest a refusal lists. */
const LISTED = 5;

export class StoredCalendar implements Calendar {
  readonly #store: Store;
  readonly #server: string;
  readonly #events: LeagueEvents;
  readonly #hasDays: boolean;

  /** @param hasDays whether each day is an event where no other has been started */
  constructor(store: Store, server: string, hasDays = true) {
    this.#events = new LeagueEvents(store, server);
    this.#hasDays = hasDays;
    this.#store = store;
    this.#server = server;
  }

  get(id: number): KnownSession {
    const row = this.#store.get<SessionRow>(`SELECT ${SESSION_COLUMNS} FROM sessions WHERE id = ?`, id);
    if (row?.server === this.#server) return sessionOfRow(row);
    const newest = this.newest(LISTED).map(sessionLabel);
    const known = newest.length === 0 ? 'There have been none here yet.' : `The latest here: ${newest.join(', ')}.`;
    if (row === undefined) throw new UserError(`There is no session ${sessionName({ id })}. ${known}`);
    throw new UserError(`${sessionName({ id })} was driven on ${row.server}, not on ${this.#server}. ${known}`);
  }

  of(run: number, session: number): KnownSession | undefined {
    return this.#all('server = ? AND run = ? AND session = ?', this.#server, run, session)[0];
  }

  chainOf(run: number, session: number): readonly KnownSession[] {
    const known = this.of(run, session);
    if (!known) return [];
    const chain = [known];
    for (let first = known; first.continues !== undefined; ) {
      const [before] = this.#all('id = ?', first.continues);
      if (!before) break;
      first = before;
      chain.unshift(before);
    }
    for (let last = known; last.continuedBy !== undefined; ) {
      const [after] = this.#all('id = ?', last.continuedBy);
      if (!after) break;
      last = after;
      chain.push(after);
    }
    return chain;
  }

  last(run: number, session: number): KnownSession | undefined {
    return this.chainOf(run, session).at(-1);
  }

  keysOf(run: number, session: number): readonly SessionKey[] {
    const chain = this.chainOf(run, session);
    return chain.length === 0 ? [{ run, session }] : chain;
  }

  newest(limit: number): readonly KnownSession[] {
    return this.#all('server = ? ORDER BY id DESC LIMIT ?', this.#server, limit);
  }

  eventOf(run: number, session: number): LeagueEvent | undefined {
    const event = this.of(run, session)?.event;
    return event === undefined ? undefined : this.#events.get(event);
  }

  eventAt(at: number): number | undefined {
    const named = this.#events.named()?.number;
    if (named !== undefined || !this.#hasDays) return named;
    return this.#events.dayAt(at)?.number ?? 0;
  }

  eventsSince(event: LeagueEvent): number {
    return this.#events.since(event);
  }

  ofEvent(event: number): readonly KnownSession[] {
    return this.#all('server = ? AND event = ? ORDER BY id', this.#server, event);
  }

  #all(where: string, ...values: (string | number)[]): KnownSession[] {
    return this.#store
      .all<SessionRow>(`SELECT ${SESSION_COLUMNS} FROM sessions WHERE ${where}`, ...values)
      .map(sessionOfRow);
  }
}
