/** Who had taken the chequered flag when something happened: nothing is decided by what comes after it. */
import type { Driver } from '../events/events.ts';
import { type Session, standingKey } from './state.ts';

/** When something is said to have happened, UTC, milliseconds; `happenedAt` where that is known better. */
interface Moment {
  readonly at: number;
  readonly happenedAt?: number | undefined;
}

export function hadFinished(session: Session | undefined, driver: Driver, { at, happenedAt = at }: Moment): boolean {
  const finishedAt = session?.standings.get(standingKey(driver))?.finishedAt;
  return finishedAt !== undefined && finishedAt < happenedAt;
}
