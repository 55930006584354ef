/** Tells drivers in the car each step of what is counted against them. */
import { type Driver, type EventOf, hear, type Listeners } from '../../events/events.ts';
import { isDriven, type Penalty } from '../../events/penalty.ts';
import { hasNamesake } from '../../kit/namesakes.ts';
import type { Bus } from '../../race/bus.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import type { Text } from '../../texts/catalogue.ts';
import { reasonOf } from '../../texts/reasons.ts';

export interface AnnouncerOptions {
  readonly bus: Pick<Bus, 'live'>;
  /** Says something to one driver, wherever they sit now and in their language; lost when they have left. */
  readonly tell: (driver: Driver, text: Text) => void;
  /** Says something to everyone. */
  readonly announce: (text: Text) => void;
}

/** The returned function stops that. */
export function announcePenalties({ bus, tell, announce }: AnnouncerOptions): () => void {
  const reactions: Listeners<void, [RaceState]> = {
    infraction: (event) => tell(event.driver, infractionText(event)),
    penaltyGiven: ({ penalty }, state) => {
      // What took the place of one that could not be served is told by itself.
      if (penalty.state === 'proposed' || penalty.state === 'converted') return;
      const [text, announcement] = [givenText(penalty), announcementOf(penalty, peopleOf(state))];
      if (announcement !== undefined) announce(announcement);
      if (text !== undefined) tell(penalty.driver, text);
    },
    penaltyChanged: (event) => {
      const text = changeText(event);
      if (text !== undefined) tell(event.penalty.driver, text);
    },
  };
  return bus.live((event, state) => hear(reactions, event, state));
}

function infractionText(event: EventOf<'infraction'>): Text {
  const { infraction, lap, cutSectors: sectors, warnings, warningsBeforePenalty } = event;
  return { key: 'infractionCounted', params: { infraction, lap, sectors, warnings, warningsBeforePenalty } };
}

function givenText(penalty: Penalty): Text | undefined {
  const { number, type, amount, laps, lapsLeft, grid, state } = penalty;
  const reason = reasonOf(penalty);
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

function changeText({ penalty, before }: EventOf<'penaltyChanged'>): Text | undefined {
  const { number, type, state, lapsLeft, convertedInto } = penalty;
  switch (state) {
    case 'served':
      return type === 'kick' ? undefined : { key: 'penaltyServed', params: { number } };
    case 'withdrawn':
      return { key: 'penaltyWithdrawn', params: { number } };
    case 'converted':
      return convertedInto === undefined ? undefined : { key: 'penaltyConverted', params: { number, convertedInto } };
    case 'issued':
      return before.state === 'proposed' ? givenText(penalty) : undefined;
    case 'serving':
      if (!isDriven(penalty) || lapsLeft === undefined) return undefined;
      return { key: 'penaltyDue', params: { number, type, lapsLeft } };
    default:
      return undefined;
  }
}
