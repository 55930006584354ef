/**
 * Makes sure that drivers hear what was decided about them: at once if they can read it, otherwise as soon as they can.
 * A notice is stored with the decision, before it is said, so it survives a driver leaving or Pitwall stopping.
 */
import { type Driver, type EventBody, hear, type Listeners, type RaceEvent } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Bus } from '../../race/bus.ts';
import type { PresentDriver, RaceState } from '../../race/state.ts';
import type { Text } from '../../texts/catalogue.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { dateOf } from '../calendar/leagueEvents.ts';
import { isServedInRace } from '../penalties/penalty.ts';
import { noticeIn, noticeText } from './announce.ts';
import { appealNotices, appealText, concerned, isAboutAppeal } from './appeals.ts';
import { type ContactSources, contactOfPenalty } from './contact.ts';
import { hasTakenFlag, isRacing, isUnderWay } from './racing.ts';
import type { Notice, NoticeTable } from './table.ts';

export interface NoticesParts extends ContactSources {
  readonly bus: Pick<Bus, 'durable' | 'live'>;
  readonly log: { error(fields: object, message: string): void };
  readonly table: NoticeTable;
  readonly calendar: Pick<Calendar, 'of' | 'keysOf'>;
  readonly state: () => RaceState;
  readonly now: () => number;
  /** Whether a Discord account is linked to this driver. */
  readonly isLinked: (guid: string) => boolean;
  /** @returns how many lines were sent, once the last one was sent or dropped */
  readonly say: (driver: Driver, text: Text) => Promise<number>;
}

export class Notices {
  readonly #parts: NoticesParts;
  /** Ids of notices currently being sent to a car. */
  readonly #saying = new Set<number>();
  readonly #stop: () => void;
  #isClosed = false;

  constructor(parts: NoticesParts) {
    this.#parts = parts;
    parts.bus.durable((event, state) => this.#keep(event, state));
    const deliver = (guid: string): void => this.deliver(guid);
    const reactions: Listeners<void, [RaceState]> = {
      driverLoaded: ({ driver }) => deliver(driver.guid),
      lapCompleted({ driver }, { session }) {
        if (session && hasTakenFlag(session, driver)) deliver(driver.guid);
      },
      appealMade: ({ appeal }) => deliver(appeal.decision.driver.guid),
      appealAnswered({ appeal }) {
        for (const guid of new Set([appeal.driver.guid, appeal.decision.driver.guid])) deliver(guid);
      },
      sessionStarted: () => this.deliverAll(),
      sessionEnded: () => this.deliverAll(),
    };
    this.#stop = parts.bus.live((event, state) => hear(reactions, event, state));
  }

  /** Says the notices due to a driver, oldest first, if they can read them now. */
  deliver(guid: string): void {
    const seat = [...this.#parts.state().drivers.values()].find((driver) => driver.guid === guid);
    if (!seat?.loaded) return;
    for (const notice of this.#parts.table.due(guid)) this.#say(notice, seat);
  }

  deliverAll(): void {
    for (const guid of this.#parts.table.waiting()) this.deliver(guid);
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  #say(notice: Notice, seat: PresentDriver): void {
    const { table, ledger } = this.#parts;
    if (this.#saying.has(notice.id)) return;
    if (notice.appeal) {
      if (!this.#isBusy(seat)) this.#sayText(notice, seat, appealText(notice.what, notice.appeal));
      return;
    }
    const penalty = ledger.get(notice.penalty);
    if (notice.what === 'given' && isPast(penalty)) {
      // The driver never heard of it, and it has no effect any more. Its replacement is reported separately.
      table.settled(penalty.number);
      return;
    }
    // What became of the penalty may have been settled together with it.
    if (!table.due(notice.guid).some(({ id }) => id === notice.id) || this.#mustWait(penalty, seat)) return;
    const text = this.#textOf(notice, penalty);
    if (text === undefined) {
      table.told(notice.id);
      return;
    }
    this.#sayText(notice, seat, text);
  }

  #sayText(notice: Notice, seat: PresentDriver, text: Text): void {
    const { table, log, say } = this.#parts;
    this.#saying.add(notice.id);
    void say(seat, text)
      .then((sent) => {
        // A driver who left meanwhile is told at the next join.
        if (sent > 0 && !this.#isClosed) table.told(notice.id);
      })
      .catch((err: unknown) => log.error({ err, penalty: notice.penalty }, 'a notice could not be said'))
      .finally(() => this.#saying.delete(notice.id));
  }

  /** A penalty from an earlier race can wait for the flag of this one, unless it is served in this one. */
  #mustWait(penalty: Penalty, seat: PresentDriver): boolean {
    return !isServedInRace(penalty) && this.#isEarlier(penalty) && this.#isBusy(seat);
  }

  #isBusy(seat: PresentDriver): boolean {
    const { state, now } = this.#parts;
    return isRacing(state().session, seat, now());
  }

  #isEarlier({ run, session }: Penalty): boolean {
    const { state, calendar } = this.#parts;
    const running = state();
    if (!running.session) return false;
    const ordinal = running.session.ordinal;
    return !calendar.keysOf(run, session).some((key) => key.run === running.run && key.session === ordinal);
  }

  #textOf({ what }: Pick<Notice, 'what'>, penalty: Penalty): Text | undefined {
    if (isAboutAppeal(what)) return undefined;
    const notice = noticeText(penalty, what, contactOfPenalty(penalty, this.#parts));
    if (!notice || what !== 'given') return notice;
    const { type, amount, run, session } = penalty;
    const text: Text = { key: 'noticeWithTask', params: { notice, type, amount } };
    const known = this.#isEarlier(penalty) ? this.#parts.calendar.of(run, session) : undefined;
    if (!known) return text;
    const { id, name, startedAt } = known;
    const date = dateOf(startedAt);
    const isToday = date === dateOf(this.#parts.now());
    return { key: 'noticeOfEarlier', params: { id, name, date: isToday ? undefined : date, notice: text } };
  }

  #keep(event: RaceEvent, state: RaceState): readonly EventBody[] | undefined {
    const due = noticeIn(event);
    if (due) {
      const { penalty, what } = due;
      this.#parts.table.add({ guid: penalty.driver.guid, penalty: penalty.number, what, at: event.at });
    }
    const aboutAppeal = appealNotices(event);
    for (const notice of aboutAppeal) this.#parts.table.add(notice);
    const isNews = due !== undefined || aboutAppeal.length > 0;
    const isOver = event.type === 'serverStopped' || (event.type === 'sessionEnded' && !event.restarted);
    return isOver || (isNews && !isUnderWay(state)) ? this.#mentions() : undefined;
  }

  /** One event for each linked driver who has something to read on Discord. */
  #mentions(): readonly EventBody[] {
    const { table, ledger, isLinked } = this.#parts;
    const due = table.takeUnmentioned().filter(({ guid }) => isLinked(guid));
    const penalties = due
      .filter(({ appeal }) => appeal === undefined)
      .map(({ penalty }) => ledger.get(penalty))
      .filter((penalty) => !isPast(penalty));
    const appeals = due.flatMap(({ guid, appeal }) => (appeal ? [{ guid, appeal }] : []));
    const named = [...penalties.map(({ driver }) => driver), ...appeals.map(concerned)];
    const drivers = new Map(named.map((driver) => [driver.guid, driver]));
    return [...drivers.values()].map((driver) => {
      const own = appeals.filter(({ guid }) => guid === driver.guid).map(({ appeal }) => appeal);
      return {
        type: 'driverNotified',
        driver,
        penalties: penalties.filter((penalty) => penalty.driver.guid === driver.guid),
        appeals: own.length === 0 ? undefined : own,
      };
    });
  }
}

/** There is nothing left to do about the penalty, so a driver who never heard of it need not be told. */
const isPast = ({ state }: Penalty): boolean => state === 'withdrawn' || state === 'converted' || state === 'served';
