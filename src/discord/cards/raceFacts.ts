/** What of a race the cards need to know beyond its state. Pure, and nothing of Discord. */
import type { EventOf, RaceEvent } from '../../events/events.ts';
import type { Lap, RaceState, RecentContact, Session, Standing } from '../../race/state.ts';

/** The session an event belongs to: the last seconds of one may be told in the next one. */
export const sessionOf = (event: Pick<RaceEvent, 'session'>, { session, previous }: RaceState): Session | undefined =>
  [session, previous].find((each) => each?.ordinal === event.session);

export const hasLaps = ({ standings }: Pick<Session, 'standings'>): boolean =>
  [...standings.values()].some(({ laps }) => laps.length > 0);

/** The time in which all laps were driven. */
export const totalMs = ({ laps }: Pick<Standing, 'laps'>): number => laps.reduce((sum, { lapMs }) => sum + lapMs, 0);

/** Whoever has driven a lap: in a race by laps, then total time; else by best lap. */
export function provisionalOrder({ standings, facts }: Pick<Session, 'standings' | 'facts'>): readonly Standing[] {
  const driven = [...standings.values()].filter(({ laps }) => laps.length > 0);
  const bestMs = ({ bestLapMs = Number.MAX_SAFE_INTEGER }: Standing): number => bestLapMs;
  return driven.sort((a, b) =>
    facts.kind === 'race' ? b.laps.length - a.laps.length || totalMs(a) - totalMs(b) : bestMs(a) - bestMs(b),
  );
}

/**
 * Whether a lap that is in the standings already is the fastest of its session. Cuts make a lap invalid, but not in a
 * race. Of two that are equally fast, the first one is the fastest.
 */
export function isFastestLap(
  { lapMs, cuts }: Pick<Lap, 'lapMs' | 'cuts'>,
  { standings, facts }: Pick<Session, 'standings' | 'facts'>,
): boolean {
  const isValid = (lap: Pick<Lap, 'cuts'>): boolean => lap.cuts === 0 || facts.kind === 'race';
  if (!isValid({ cuts })) return false;
  const laps = [...standings.values()].flatMap((standing) => standing.laps);
  return laps.filter((lap) => isValid(lap) && lap.lapMs <= lapMs).length === 1;
}

/** Both cars report their contact, at speeds and places of their own. */
const MIRROR_MS = 5000;
const MIRROR_M = 15;

/** What the other car has reported of this contact before. */
export const mirrorsOf = (
  { driver, other, at, position }: EventOf<'contact'>,
  { recentContacts }: Pick<Session, 'recentContacts'>,
): readonly RecentContact[] =>
  recentContacts.filter(
    (told) =>
      told.carId === other?.carId &&
      told.otherCarId === driver.carId &&
      at - told.at <= MIRROR_MS &&
      Math.hypot(...told.position.map((each, axis) => each - (position[axis] ?? 0))) <= MIRROR_M,
  );
