import type { RaceEvent } from '../events/events.ts';
import type { RaceState, Session } from './state.ts';

/** The session that an event belongs to: its last seconds may be reported after the next one has begun. */
export const sessionOf = (event: Pick<RaceEvent, 'session'>, { session, previous }: RaceState): Session | undefined =>
  [session, previous].find((each) => each?.ordinal === event.session);
