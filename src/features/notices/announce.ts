/** Tells drivers in the car each step of what is counted against them. */
import { type Driver, type EventOf, hear, type Listeners, type RaceEvent } from '../../events/events.ts';
import { isDriven, type Penalty } from '../../events/penalty.ts';
import { hasNamesake } from '../../kit/namesakes.ts';
import type { Bus } from '../../race/bus.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import type { Text } from '../../texts/catalogue.ts';
import { type Contact, contactReason } from '../../texts/contacts.ts';
import { reasonOf } from '../../texts/reasons.ts';

export interface AnnouncerOptions {
  readonly bus: Pick<Bus, 'live'>;
  /** Says something to one driver, wherever they sit now and in their language; lost when they have left. */
  readonly tell: (driver: Driver, text: Text) => void;
  /** Has something told to a driver as soon as they can read it. */
  readonly notify: (penalty: Penalty, what: NoticeKind) => void;
  /** Says something to everyone. */
  readonly announce: (text: Text) => void;
}

/** What a driver has to hear of a penalty, whether or not they were there: that it is there, or what became of it. */
export type NoticeKind = 'given' | 'served' | 'withdrawn' | 'converted';

/** What a driver has to hear of an event, if anything. */
export function noticeIn(event: RaceEvent): { readonly penalty: Penalty; readonly what: NoticeKind } | undefined {
  if (event.type !== 'penaltyGiven' && event.type !== 'penaltyChanged') return undefined;
  const { penalty } = event;
  const what = event.type === 'penaltyGiven' ? whatIsGiven(penalty) : whatHasChanged(event);
  return what && noticeText(penalty, what) && { penalty, what };
}

/** What took the place of one that could not be served is told by itself. */
const whatIsGiven = ({ state }: Penalty): NoticeKind | undefined =>
  state === 'proposed' || state === 'converted' ? undefined : 'given';

function whatHasChanged({ penalty: { state }, before }: EventOf<'penaltyChanged'>): NoticeKind | undefined {
  if (state === before.state) return undefined;
  if (state === 'served' || state === 'withdrawn' || state === 'converted') return state;
  return before.state === 'proposed' && state === 'issued' ? 'given' : undefined;
}

/** @param about the incident that it was given for */
export function noticeText(penalty: Penalty, what: NoticeKind, about?: Contact): Text | undefined {
  const { number, type, convertedInto } = penalty;
  switch (what) {
    case 'given':
      return givenText(penalty, about);
    case 'served':
      return type === 'kick' ? undefined : { key: 'penaltyServed', params: { number } };
    case 'withdrawn':
      return { key: 'penaltyWithdrawn', params: { number } };
    case 'converted':
      return convertedInto === undefined ? undefined : { key: 'penaltyConverted', params: { number, convertedInto } };
  }
}

/** The returned function stops that. */
export function announcePenalties({ bus, tell, notify, announce }: AnnouncerOptions): () => void {
  const reactions: Listeners<void, [RaceState]> = {
    infraction: (event) => tell(event.driver, infractionText(event)),
    penaltyGiven: ({ penalty }, state) => {
      const announcement = whatIsGiven(penalty) && announcementOf(penalty, peopleOf(state));
      if (announcement !== undefined) announce(announcement);
    },
    penaltyChanged: ({ penalty }) => {
      const text = lapsText(penalty);
      if (text !== undefined) tell(penalty.driver, text);
    },
  };
  return bus.live((event, state) => {
    hear(reactions, event, state);
    const due = noticeIn(event);
    if (due) notify(due.penalty, due.what);
  });
}

function infractionText(event: EventOf<'infraction'>): Text {
  const { infraction, lap, cutSectors: sectors, warnings, warningsBeforePenalty } = event;
  return { key: 'infractionCounted', params: { infraction, lap, sectors, warnings, warningsBeforePenalty } };
}

function givenText(penalty: Penalty, about: Contact | undefined): Text | undefined {
  const { number, type, amount, laps, lapsLeft, grid, state } = penalty;
  const reason = about ? contactReason(penalty, about) : reasonOf(penalty);
  switch (type) {
    case 'reprimand':
      return { key: 'driverReprimanded', params: { reason } };
    case 'warning':
      return { key: 'driverWarned', params: { reason } };
    // Whoever sends a driver away says why.
    case 'kick':
      return undefined;
    default:
      return { key: 'driverPenalised', params: { number, type, amount, laps, lapsLeft, grid, state, reason } };
  }
}

/** What the others see of it on the track, and should not wonder about. */
function announcementOf({ type, driver }: Penalty, among: readonly Driver[]): Text | undefined {
  if (!isDriven({ type }) && type !== 'disqualification') return undefined;
  const who = { name: driver.name.trim(), carId: driver.carId, hasNamesake: hasNamesake(driver, among) };
  return { key: 'penaltyAnnounced', params: { type, driver: who } };
}

/** How many laps are left for what has to be driven. */
function lapsText({ number, type, state, lapsLeft }: Penalty): Text | undefined {
  if (state !== 'serving' || !isDriven({ type }) || lapsLeft === undefined) return undefined;
  return { key: 'penaltyDue', params: { number, type, lapsLeft } };
}
