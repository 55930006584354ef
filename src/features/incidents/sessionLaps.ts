/** The laps of a session from the journal, even if it is long over. */
import type { Driver } from '../../events/events.ts';
import type { Journal } from '../../race/journal.ts';
import type { SessionPlace } from './file.ts';

export interface ToldLap extends Driver {
  readonly lapMs: number;
  /** When the server reported it: UTC, milliseconds. */
  readonly at: number;
}

/** In the order in which they were reported. */
export const lapsIn = (
  journal: Pick<Journal, 'eventsOf'>,
  { run, session }: Pick<SessionPlace, 'run' | 'session'>,
): readonly ToldLap[] =>
  journal.eventsOf(run, 'lapCompleted').flatMap((event) => {
    if (event.type !== 'lapCompleted' || event.session !== session) return [];
    const { driver, lapMs, at } = event;
    return [{ carId: driver.carId, guid: driver.guid, name: driver.name, lapMs, at }];
  });

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
 * @param now used as the end of the current lap
 */
export function spanOfLap(
  laps: readonly ToldLap[],
  { guid, lap, zeroAt, now }: { guid: string; lap: number; zeroAt: number | undefined; now: number },
): Span | undefined {
  const own = laps.filter((each) => each.guid === guid);
  const [end, start] = [own[lap - 1], own[lap - 2]];
  if (lap > own.length + 1 || lap < 1) return undefined;
  const from = lap === 1 ? (zeroAt ?? (end && end.at - end.lapMs)) : start?.at;
  return from === undefined ? undefined : { from: from - TOLD_MS, to: end?.at ?? now };
}
