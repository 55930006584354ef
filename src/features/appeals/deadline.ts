/** The deadlines for appeals. */
import type { AppealTerm } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import { type EventBody, hear, type Listeners, type RaceEvent } from '../../events/events.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import type { AppealTable } from './table.ts';

export interface DeadlineParts {
  readonly bus: Pick<Bus, 'durable'>;
  readonly table: Pick<AppealTable, 'addFlag' | 'lastFlag'>;
  readonly calendar: Pick<Calendar, 'of' | 'ofEvent' | 'keysOf'>;
  readonly state: () => RaceState;
  /** How long after the decision or the flag an appeal is possible. */
  readonly minutes: number;
}

/** Stores when each driver takes a flag: the race state only knows the last two sessions. */
export class Deadlines {
  readonly #parts: DeadlineParts;

  constructor(parts: DeadlineParts) {
    this.#parts = parts;
    const reactions: Listeners<void, [RaceState]> = {
      lapCompleted: (event, state) => this.#onLap(event, state),
      sessionEnded(event, state) {
        if (!event.restarted) keepPresent(event, state);
      },
    };
    const keepPresent = (event: RaceEvent, state: RaceState): void => this.#onEnd(event, state);
    parts.bus.durable((event, state): readonly EventBody[] => {
      hear(reactions, event, state);
      return [];
    });
  }

  /**
   * The deadline runs from the decision or from the driver's last chequered flag in the event, whichever is later. For
   * a driver who is in qualifying or a race of the event right now, that flag is still to come.
   */
  termFor({ run, session, at }: Pick<Decision, 'run' | 'session' | 'at'>, guid: string): AppealTerm {
    const { minutes, table } = this.#parts;
    const keys = this.#eventOf({ run, session });
    if (this.#isDriving(keys, guid)) return { minutesAfterFlag: minutes };
    return { until: Math.max(at, table.lastFlag(keys, guid) ?? at) + minutes * 60_000 };
  }

  /** The sessions of its event; without an event, the sessions that form one race with it. */
  #eventOf({ run, session }: SessionKey): readonly SessionKey[] {
    const { calendar } = this.#parts;
    const event = calendar.of(run, session)?.event;
    return event === undefined ? calendar.keysOf(run, session) : calendar.ofEvent(event);
  }

  #isDriving(keys: readonly SessionKey[], guid: string): boolean {
    const { run, session } = this.#parts.state();
    if (!session || session.over || !hasFlag(session)) return false;
    if (!keys.some((key) => key.run === run && key.session === session.ordinal)) return false;
    // The flag is stored in the transaction of the event that reports it.
    if (this.#parts.table.lastFlag([{ run, session: session.ordinal }], guid) !== undefined) return false;
    return standingsOf(session, guid).some(({ finished }) => !finished);
  }

  /** A lap event can finish several cars: the state has every flag taken at that moment. */
  #onLap({ at, run, session: ordinal }: RaceEvent, { session, previous }: RaceState): void {
    const driven = [session, previous].find((each) => each?.ordinal === ordinal);
    if (!driven || !hasFlag(driven)) return;
    for (const { driver, finishedAt } of driven.standings.values()) {
      if (finishedAt === at) this.#parts.table.addFlag({ run, session: ordinal }, driver.guid, at);
    }
  }

  /** For everybody present whose flag was not reported, the end of the session counts. */
  #onEnd({ at, run, session: ordinal }: RaceEvent, { session, drivers }: RaceState): void {
    if (session?.ordinal !== ordinal || !hasFlag(session)) return;
    for (const { guid } of drivers.values()) this.#parts.table.addFlag({ run, session: ordinal }, guid, at);
  }
}

const hasFlag = ({ facts }: Session): boolean => facts.kind === 'race' || facts.kind === 'qualify';

const standingsOf = ({ standings }: Session, guid: string) =>
  [...standings.values()].filter(({ driver }) => driver.guid === guid);
