/** The laps of a session from the journal, even if it is long over. */
import type { Journal } from '../../race/journal.ts';
import type { Lap } from '../../race/state.ts';
import type { SessionPlace } from './file.ts';

/** A race of a day has tens of thousands of laps: only those that are needed are read. */
export type LapJournal = Pick<Journal, 'lastLaps' | 'lapsOf'>;

/** A driver's laps, in whichever cars, in the order reported. */
export const lapsOfDriver = (
  journal: LapJournal,
  place: Pick<SessionPlace, 'run' | 'session'>,
  guid: string,
): readonly Lap[] =>
  journal
    .lastLaps(place)
    .filter(({ driver }) => driver.guid === guid)
    .flatMap(({ driver }) => journal.lapsOf(place, driver))
    .sort((one, other) => one.at - other.at);

export interface Span {
  /** UTC, milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** A lap is reported a moment after the line. */
const TOLD_MS = 2000;

/**
 * From when to when a driver drove a lap, counted from 1; undefined if the server never reported it.
 *
 * @param own the driver's laps, in the order reported
 * @param now used as the end of the current lap
 */
export function spanOfLap(
  own: readonly Lap[],
  { lap, zeroAt, now }: { lap: number; zeroAt: number | undefined; now: number },
): Span | undefined {
  const [end, start] = [own[lap - 1], own[lap - 2]];
  if (lap > own.length + 1 || lap < 1) return undefined;
  const from = lap === 1 ? (zeroAt ?? (end && end.at - end.lapMs)) : start?.at;
  return from === undefined ? undefined : { from: from - TOLD_MS, to: end?.at ?? now };
}
