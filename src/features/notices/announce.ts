/** Tells drivers in the car about each infraction and penalty of theirs. */
import { type Driver, type EventOf, hear, type Listeners, type RaceEvent } from '../../events/events.ts';
import { isDriven, type Penalty } from '../../events/penalty.ts';
import { withoutEmoji } from '../../kit/chatNames.ts';
import { hasNamesake } from '../../kit/namesakes.ts';
import type { Bus } from '../../race/bus.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import type { Text } from '../../texts/catalogue.ts';
import { type Contact, contactReason } from '../../texts/contacts.ts';
import { reasonOf } from '../../texts/reasons.ts';

export interface AnnouncerOptions {
  readonly bus: Pick<Bus, 'live'>;
  /** Says something to one driver, in whichever car and in their language; dropped when they have left. */
  readonly tell: (driver: Driver, text: Text) => void;
  /** Queues a notice for a driver, delivered as soon as they can read it. */
  readonly notify: (penalty: Penalty, what: NoticeKind) => void;
  /** Says something to everyone. */
  readonly announce: (text: Text) => void;
}

/** What a driver must hear about a penalty, even if absent at the time: that it was given, or what became of it. */
export type NoticeKind = 'given' | 'served' | 'withdrawn' | 'converted';

/** What the driver has to hear about an event, if anything. */
export function noticeIn(event: RaceEvent): { readonly penalty: Penalty; readonly what: NoticeKind } | undefined {
  if (event.type !== 'penaltyGiven' && event.type !== 'penaltyChanged') return undefined;
  const { penalty } = event;
  const what = event.type === 'penaltyGiven' ? whatIsGiven(penalty) : whatHasChanged(event);
  return what && noticeText(penalty, what) && { penalty, what };
}

/** A penalty that replaces an unserved one is reported by its own event. */
const whatIsGiven = ({ state }: Penalty): NoticeKind | undefined =>
  state === 'proposed' || state === 'converted' ? undefined : 'given';

function whatHasChanged({ penalty: { state }, before }: EventOf<'penaltyChanged'>): NoticeKind | undefined {
  if (state === before.state) return undefined;
  if (state === 'served' || state === 'withdrawn' || state === 'converted') return state;
  return before.state === 'proposed' && state === 'issued' ? 'given' : undefined;
}

/** @param about the contact the penalty was given for */
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

/** @returns a function that stops the announcements */
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

const contactInChat = (about: Contact): Contact => ({
  ...about,
  others: about.others.map((name) => withoutEmoji(name) || name),
});

function givenText(penalty: Penalty, about: Contact | undefined): Text | undefined {
  const { number, type, amount, laps, lapsLeft, grid, state } = penalty;
  const reason = about ? contactReason(penalty, contactInChat(about)) : reasonOf(penalty);
  switch (type) {
    case 'reprimand':
      return { key: 'driverReprimanded', params: { reason } };
    case 'warning':
      return { key: 'driverWarned', params: { reason } };
    // The steward who kicks a driver gives the reason.
    case 'kick':
      return undefined;
    default:
      return { key: 'driverPenalised', params: { number, type, amount, laps, lapsLeft, grid, state, reason } };
  }
}

/** Penalties that other drivers can see on track, so that they know why. */
function announcementOf({ type, driver }: Penalty, among: readonly Driver[]): Text | undefined {
  if (!isDriven({ type }) && type !== 'disqualification') return undefined;
  const name = withoutEmoji(driver.name);
  const who = { name, carId: driver.carId, hasNamesake: hasNamesake(driver, among, withoutEmoji) };
  return { key: 'penaltyAnnounced', params: { type, driver: who } };
}

/** The number of laps left to serve a drive-through or similar. */
function lapsText({ number, type, state, lapsLeft }: Penalty): Text | undefined {
  if (state !== 'serving' || !isDriven({ type }) || lapsLeft === undefined) return undefined;
  return { key: 'penaltyDue', params: { number, type, lapsLeft } };
}
