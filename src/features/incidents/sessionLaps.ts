/** The laps of a session by the journal: also of one that is long over. */
import type { Driver } from '../../events/events.ts';
import type { Journal } from '../../race/journal.ts';
import type { SessionPlace } from './file.ts';

export interface ToldLap extends Driver {
  readonly lapMs: number;
  /** When the server told of it: UTC, milliseconds. */
  readonly at: number;
}

/** In the order in which they were told. */
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

/** A lap is told a moment after the line. */
const TOLD_MS = 2000;

/**
 * From when to when a driver drove a lap, which counts from 1; undefined where the server never told of it.
 *
 * @param now until when the lap that is being driven lasts
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
