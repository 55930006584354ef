import type { ContactOf, RoutedPost } from '../../src/discord/cards/card.ts';
import { postsOf } from '../../src/discord/cards/index.ts';
import type { EventBody, RaceEvent, SessionFacts } from '../../src/events/events.ts';
import { emptyState, fold, type RaceState } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';

export const AT = Date.UTC(2026, 0, 1, 12);

export const elena = { carId: 3, guid: '76561197900000001', name: 'Elena' };
export const bea = { carId: 4, guid: '76561197900000002', name: 'Bea' };

export const facts: SessionFacts = {
  index: 2,
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 5,
  track: 'magione',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
};
export const started: EventBody & { readonly type: 'sessionStarted' } = { type: 'sessionStarted', facts, again: false };

/** An event with only the fields a test needs; the rest is filled in. */
export type Told = EventBody & Partial<Pick<RaceEvent, 'at' | 'late' | 'session' | 'sessionMs'>>;

export const stamped = (body: Told): RaceEvent => ({ at: AT, server: 'gt3', run: 1, session: 1, ...body });

/** All posts for these events, event by event. */
export function postsOfEach(bodies: readonly Told[], contactOf?: ContactOf): (readonly RoutedPost[])[] {
  let state: RaceState = emptyState(1);
  return bodies.map(stamped).map((event) => {
    state = fold(state, event);
    return postsOf(event, state, english, contactOf);
  });
}

export const lap = (changes: Partial<Told> = {}): Told =>
  ({ type: 'lapCompleted', driver: elena, lapMs: 100_301, cuts: 0, lap: 1, board: [], ...changes }) as Told;
