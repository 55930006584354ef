/** All cards, one line per topic. An event that is in none of them does not compile. */
import type { EventType, RaceEvent } from '../../events/events.ts';
import type { RaceState } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { appealCards } from './appeals.ts';
import { calendarCards } from './calendar.ts';
import type { AppealTermOf, Card, Cards, ContactOf, RoutedPost } from './card.ts';
import { carryOverCards } from './carryOver.ts';
import { chatCards } from './chat.ts';
import { contactCards } from './contacts.ts';
import { documentCards } from './documents.ts';
import { driverCards } from './drivers.ts';
import { extraInfoCards } from './extraInfo.ts';
import { incidentCards } from './incidents.ts';
import { lapCards } from './laps.ts';
import { noticeCards } from './notices.ts';
import { orderCards } from './orders.ts';
import { penaltyCards } from './penalties.ts';
import { pointsCards } from './points.ts';
import { proposalCards } from './proposals.ts';
import { resultCards } from './results.ts';
import { serverCards } from './server.ts';
import { serviceCards } from './services.ts';
import { sessionCards } from './sessions.ts';

export const cards: Cards = {
  ...serverCards,
  ...serviceCards,
  ...sessionCards,
  ...calendarCards,
  ...resultCards,
  ...documentCards,
  ...driverCards,
  ...lapCards,
  ...contactCards,
  ...chatCards,
  ...penaltyCards,
  ...carryOverCards,
  ...incidentCards,
  ...proposalCards,
  ...appealCards,
  ...pointsCards,
  ...orderCards,
  ...noticeCards,
  ...extraInfoCards,
};

/** The posts for an event. */
export function postsOf(
  event: RaceEvent,
  state: RaceState,
  words: Catalogue,
  contactOf: ContactOf = () => undefined,
  appealTermOf: AppealTermOf = () => undefined,
): readonly RoutedPost[] {
  const card = cards[event.type];
  // The card matches the type of the event, but the compiler cannot follow that through the table.
  return card === 'silent' ? [] : (card as Card<EventType>)(event, state, words, contactOf, appealTermOf);
}
