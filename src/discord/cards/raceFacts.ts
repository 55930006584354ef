/** What of a race the cards need to know beyond its state. Pure, and nothing of Discord. */
import type { EventOf, RaceEvent } from '../../events/events.ts';
import type { RaceState, RecentContact, Session, Standing } from '../../race/state.ts';

/** The session an event belongs to: the last seconds of one may be told in the next one. */
export const sessionOf = (event: Pick<RaceEvent, 'session'>, { session, previous }: RaceState): Session | undefined =>
  [session, previous].find((each) => each?.ordinal === event.session);

export const hasLaps = ({ standings }: Pick<Session, 'standings'>): boolean =>
  [...standings.values()].some(({ laps }) => laps.length > 0);

/** Who drove a lap: in a race by laps, then total time; else by best lap. */
export function ranked({ standings, facts }: Pick<Session, 'standings' | 'facts'>): Standing[] {
  const driven = [...standings.values()].filter(({ laps }) => laps.length > 0);
  const bestMs = ({ bestLapMs = Number.MAX_SAFE_INTEGER }: Standing): number => bestLapMs;
  return driven.sort((a, b) =>
    facts.kind === 'race' ? b.laps.length - a.laps.length || totalMs(a) - totalMs(b) : bestMs(a) - bestMs(b),
  );
}

export const totalMs = ({ laps }: Pick<Standing, 'laps'>): number => laps.reduce((sum, { lapMs }) => sum + lapMs, 0);

/** Cuts make a lap invalid, but not in a race. Of two that are equally fast, the first one is the fastest. */
export function isFastest(event: EventOf<'lapCompleted'>, session: Session): boolean {
  const isValid = ({ cuts }: { readonly cuts: number }): boolean => cuts === 0 || session.facts.kind === 'race';
  if (!isValid(event)) return false;
  const laps = [...session.standings.values()].flatMap((standing) => standing.laps);
  return laps.filter((lap) => isValid(lap) && lap.lapMs <= event.lapMs).length === 1;
}

/** Both cars report their contact, at speeds and places of their own. */
const SAME_CONTACT_MS = 5000;
const SAME_CONTACT_METRES = 15;

/** Whether the other car has reported this contact before. */
export const isSameContact = (told: RecentContact, event: EventOf<'contact'>): boolean =>
  told.carId === event.other?.carId &&
  told.otherCarId === event.driver.carId &&
  event.at - told.at <= SAME_CONTACT_MS &&
  Math.hypot(...told.position.map((each, axis) => each - (event.position[axis] ?? 0))) <= SAME_CONTACT_METRES;
