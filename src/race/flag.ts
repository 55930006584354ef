/** Who had taken the chequered flag before something happened. What comes after it decides nothing. */
import type { Driver } from '../events/events.ts';
import { lapCount } from './standings.ts';
import { type Session, standingKey } from './state.ts';

/** When something was reported, UTC, milliseconds. `happenedAt` is more exact, if known. */
interface Moment {
  readonly at: number;
  readonly happenedAt?: number | undefined;
}

export function hadFinished(session: Session | undefined, driver: Driver, { at, happenedAt = at }: Moment): boolean {
  const finishedAt = session?.standings.get(standingKey(driver))?.finishedAt;
  return finishedAt !== undefined && finishedAt < happenedAt;
}

/** Whether a race's leader has taken the flag: by the board, or by the laps if only the log is read. */
export function leaderHasFinished({ facts, standings }: Pick<Session, 'facts' | 'standings'>): boolean {
  if (facts.kind !== 'race') return false;
  return [...standings.values()].some(
    (standing) => standing.finished || (facts.laps > 0 && lapCount(standing) >= facts.laps),
  );
}
