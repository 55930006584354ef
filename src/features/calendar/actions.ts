/** What the league does with its calendar: start and end events, and continue an interrupted race in a later one. */
import type { ContinuedRace, EventBody, Ordered } from '../../events/events.ts';
import type { LeagueEvent } from '../../events/leagueEvent.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import { phrase, typed } from '../../kit/sentence.ts';
import type { Store } from '../../store/store.ts';
import { eventName, sessionName } from '../../texts/names.ts';
import { eventLabel } from '../../texts/sessionLabels.ts';
import type { Calendar } from './calendar.ts';
import { DAY_ENDS_AT, type LeagueEvents } from './leagueEvents.ts';
import type { KnownSession } from './session.ts';

/** A league event and its sessions, oldest first. */
export interface EventAnswer {
  readonly event: LeagueEvent;
  readonly sessions: readonly KnownSession[];
}

/** Refusals are UserErrors. */
export interface CalendarActions {
  /** The newest sessions, newest first. */
  newest(limit: number): readonly KnownSession[];
  /** @throws UserError for a session that was not driven here */
  get(id: number): KnownSession;
  /** From now on sessions belong to it, and so does the running one. */
  startEvent(
    named: { readonly name: string; readonly series?: string | undefined },
    by: Ordered,
    attempt?: Attempt,
  ): EventAnswer;
  endEvent(by: Ordered, attempt?: Attempt): EventAnswer;
  /** The event with this number; without a number the running one, otherwise the newest. */
  showEvent(number?: number): EventAnswer;
  /** The question to confirm before two races are joined. */
  whatContinues(id: number): string;
  /** Makes the newest race the continuation of an interrupted one. */
  continueRace(id: number, by: Ordered, attempt?: Attempt): string;
}

export interface CalendarParts {
  readonly server: string;
  readonly store: Store;
  readonly calendar: Calendar;
  readonly events: LeagueEvents;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
  /** Opened after the calendar. */
  readonly ledger: {
    /** Whether the result of a session is final, so that nothing more can be decided about it. */
    isFinal(run: number, session: number): boolean;
  };
}

const NAME_LENGTH = 80;

export class LeagueCalendar implements CalendarActions {
  readonly #parts: CalendarParts;

  constructor(parts: CalendarParts) {
    this.#parts = parts;
  }

  newest(limit: number): readonly KnownSession[] {
    return this.#parts.calendar.newest(limit);
  }

  get(id: number): KnownSession {
    return this.#parts.calendar.get(id);
  }

  startEvent(
    { name, series }: { readonly name: string; readonly series?: string | undefined },
    by: Ordered,
    attempt?: Attempt,
  ): EventAnswer {
    const { events, now, decide } = this.#parts;
    mustBeShort('name', name);
    mustBeShort('series', series ?? '');
    let started: LeagueEvent | undefined;
    decide(() => {
      const running = events.named();
      if (running)
        throw new UserError(phrase`${eventLabel(running)} is already in progress; ${typed('event end')} ends it.`);
      started = events.start(name, series, now());
      this.#takeRunning(started);
      attempt?.done(`the start of ${eventName(started)}`);
      return [{ type: 'leagueEventStarted', event: started, by: by.by, byId: by.byId, reason: by.reason }];
    });
    return this.#answer(started);
  }

  endEvent(by: Ordered, attempt?: Attempt): EventAnswer {
    const { server, events, now, decide } = this.#parts;
    let ended: LeagueEvent | undefined;
    decide(() => {
      const running = events.named();
      if (!running) {
        throw new UserError(`No event was started on ${server}; a day ends automatically at ${DAY_ENDS_AT}:00.`);
      }
      ended = events.end(running, now());
      attempt?.done(`the end of ${eventName(ended)}`);
      return [{ type: 'leagueEventEnded', event: ended, by: by.by, byId: by.byId, reason: by.reason }];
    });
    return this.#answer(ended);
  }

  showEvent(number?: number): EventAnswer {
    const { server, events, now } = this.#parts;
    if (number !== undefined) return this.#answer(events.get(number));
    const event = events.named() ?? events.dayAt(now()) ?? events.newest();
    if (!event) throw new UserError(`There has been no event on ${server} yet.`);
    return this.#answer(event);
  }

  whatContinues(id: number): string {
    const { before, race } = this.#toJoin(id);
    const chain = this.#parts.calendar.chainOf(before.run, before.session).map(sessionName).join(' and ');
    return `Make ${labelOf(race)} the continuation of ${labelOf(before)}? Decisions from ${chain} will then count in the result of ${sessionName(race)}.`;
  }

  continueRace(id: number, by: Ordered, attempt?: Attempt): string {
    const { store, calendar, decide } = this.#parts;
    let told = '';
    decide(() => {
      const { before, race } = this.#toJoin(id);
      const chain = calendar.chainOf(race.run, race.session);
      const [first = race] = chain;
      store.run('UPDATE sessions SET continues = ? WHERE id = ?', before.id, first.id);
      for (const each of chain) store.run('UPDATE sessions SET event = ? WHERE id = ?', before.event ?? null, each.id);
      attempt?.done(`${sessionName(race)} as going on with ${sessionName(before)}`);
      told = `${labelOf(race)} continues ${labelOf(before)}: decisions made there count in its result.`;
      const joined: ContinuedRace = {
        id: race.id,
        run: race.run,
        session: race.session,
        name: race.name,
        continues: before.id,
      };
      return [{ type: 'raceContinued', race: joined, by: by.by, byId: by.byId, reason: by.reason }];
    });
    return told;
  }

  /** @throws UserError if the two cannot be one race */
  #toJoin(id: number): { readonly before: KnownSession; readonly race: KnownSession } {
    const { server, calendar, ledger } = this.#parts;
    const before = calendar.get(id);
    const { continuedBy, state, kind, run, session } = before;
    if (kind !== 'race') throw new UserError(`${labelOf(before)} is not a race.`);
    if (continuedBy !== undefined) {
      throw new UserError(`${labelOf(before)} was already continued as ${sessionName({ id: continuedBy })}.`);
    }
    if (state !== 'interrupted') throw new UserError(`${labelOf(before)} was not interrupted: it ${STATES[state]}.`);
    if (ledger.isFinal(run, session)) throw new UserError(`The result of ${labelOf(before)} is final.`);
    const race = calendar.newest(RACES_LOOKED_AT).find((each) => each.kind === 'race');
    if (race === undefined || race.id <= before.id) {
      throw new UserError(`No race has started on ${server} since ${labelOf(before)}: start one first.`);
    }
    const [first = race] = calendar.chainOf(race.run, race.session);
    if (first.id <= before.id) {
      throw new UserError(`${labelOf(race)} already continues ${sessionName(first)}.`);
    }
    if (ledger.isFinal(race.run, race.session)) throw new UserError(`The result of ${labelOf(race)} is final.`);
    if (race.track !== before.track && race.track !== '' && before.track !== '') {
      throw new UserError(`${labelOf(race)} is on ${race.track}, ${labelOf(before)} was on ${before.track}.`);
    }
    return { before, race };
  }

  /** The running session, and the sessions it continues. */
  #takeRunning({ number }: LeagueEvent): void {
    const { store, calendar } = this.#parts;
    const [newest] = calendar.newest(1);
    if (newest?.state !== 'running') return;
    for (const { id } of calendar.chainOf(newest.run, newest.session)) {
      store.run('UPDATE sessions SET event = ? WHERE id = ?', number, id);
    }
  }

  #answer(event: LeagueEvent | undefined): EventAnswer {
    if (!event) throw new Error('nothing was decided');
    return { event, sessions: this.#parts.calendar.ofEvent(event.number) };
  }
}

const RACES_LOOKED_AT = 50;

const STATES: Readonly<Record<KnownSession['state'], string>> = {
  running: 'is running',
  ended: 'has ended',
  restarted: 'was restarted',
  interrupted: 'was interrupted',
};

const labelOf = (session: Pick<KnownSession, 'id' | 'name'>): string => `${sessionName(session)} (${session.name})`;

function mustBeShort(what: string, text: string): void {
  if (text.length > NAME_LENGTH) throw new UserError(`The ${what} can have at most ${NAME_LENGTH} characters.`);
}
