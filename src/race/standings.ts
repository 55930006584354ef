/** A session's order before its results file exists, and how a lap compares with the others. */
import { type Lap, type Session, type Standing, standingKey } from './state.ts';

export const hasLaps = ({ standings }: Pick<Session, 'standings'>): boolean =>
  [...standings.values()].some(({ laps }) => laps.length > 0);

type Driven = Pick<Standing, 'laps' | 'raced'>;

/** How many laps were driven; we may have missed some of them. */
export const lapCount = ({ laps, raced }: Driven): number => Math.max(laps.length, raced?.laps ?? 0);

/**
 * The total time of all laps: the server's own time, which counts from the start and not from the first lap that we
 * saw, plus the laps that it did not include yet.
 */
export function totalMs({ laps, raced = { laps: 0, totalMs: 0 } }: Driven): number {
  return laps.slice(raced.laps).reduce((sum, { lapMs }) => sum + lapMs, raced.totalMs);
}

/** Everyone who has completed a lap, each once: in a race by laps, then total time; else by best lap. */
export function provisionalOrder({ standings, facts }: Pick<Session, 'standings' | 'facts'>): readonly Standing[] {
  const driven = [...standings.values()].filter(({ laps }) => laps.length > 0);
  const bestMs = ({ bestLapMs = Number.MAX_SAFE_INTEGER }: Standing): number => bestLapMs;
  driven.sort((a, b) =>
    facts.kind === 'race' ? lapCount(b) - lapCount(a) || totalMs(a) - totalMs(b) : bestMs(a) - bestMs(b),
  );
  // If a driver had several cars, the best one counts.
  const better = new Map(driven.toReversed().map((standing) => [personOf(standing), standing]));
  return driven.filter((standing) => better.get(personOf(standing)) === standing);
}

const personOf = ({ driver }: Standing): string => (driver.guid.startsWith('car:') ? standingKey(driver) : driver.guid);

/**
 * Whether a lap already in the standings is the fastest of its session. Cuts make a lap invalid, except in a race. Of
 * two equally fast laps, the first is the fastest.
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
