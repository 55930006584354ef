/** The sessions of one server, each with its own number, and which of them form one race. */
import type { LeagueEvent } from '../../events/leagueEvent.ts';
import { UserError } from '../../kit/errors.ts';
import type { Store } from '../../store/store.ts';
import { sessionName } from '../../texts/names.ts';
import { sessionLabel } from '../../texts/sessionLabels.ts';
import { LeagueEvents } from './leagueEvents.ts';
import type { KnownSession, SessionKey } from './session.ts';
import { SESSION_COLUMNS, type SessionRow, sessionOfRow } from './table.ts';

export type { KnownSession, SessionKey } from './session.ts';

/** The sessions of one server. Ids are shared by all servers of the installation. */
export interface Calendar {
  /** @throws UserError for one that does not exist or was driven on another server; it lists the newest */
  get(id: number): KnownSession;
  of(run: number, session: number): KnownSession | undefined;
  /** All sessions that form one race with this one, including it, oldest first; empty for an unknown session. */
  chainOf(run: number, session: number): readonly KnownSession[];
  /** The newest of the chain: its classification counts. */
  last(run: number, session: number): KnownSession | undefined;
  /** The keys under which rows of the whole chain are stored; never empty. */
  keysOf(run: number, session: number): readonly SessionKey[];
  /** The event that a session starting now would belong to; 0 if it would start a new one. */
  eventAt(at: number): number | undefined;
  /** Newest first. */
  newest(limit: number): readonly KnownSession[];
  /** The league event of a session; undefined if it belongs to none. */
  eventOf(run: number, session: number): LeagueEvent | undefined;
  /** How many events have started since this one: of the same series, or days since a day. */
  eventsSince(event: LeagueEvent): number;
  /** The sessions of an event, oldest first. */
  ofEvent(event: number): readonly KnownSession[];
}

/** How many of the newest sessions a refusal lists. */
const LISTED = 5;

export class StoredCalendar implements Calendar {
  readonly #store: Store;
  readonly #server: string;
  readonly #events: LeagueEvents;
  readonly #hasDays: boolean;

  /** @param hasDays whether each day is an event when no named one is running */
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
