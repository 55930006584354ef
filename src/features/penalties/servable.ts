/** Whether a penalty can still be driven before the flag. */
import { leaderHasFinished } from '../../race/flag.ts';
import { lapCount } from '../../race/standings.ts';
import type { Session, Standing } from '../../race/state.ts';
import type { Unservable } from '../../texts/english/penalties.ts';

export type { Unservable };

interface Moment {
  /** UTC, milliseconds. */
  readonly at: number;
  /** RACE_EXTRA_LAP: a timed race continues for one more lap. Undefined if unknown. */
  readonly extraLap?: boolean | undefined;
}

/**
 * Why a driver can no longer serve anything in this race. Undefined if they can, or if it is uncertain; then the flag
 * decides. A lapped driver may cross the line once more before the leader ends the race.
 */
export function whyUnservable(session: Session, guid: string, moment: Moment): Unservable | undefined {
  if (session.over) return 'race over';
  const own = [...session.standings.values()].filter(({ driver }) => driver.guid === guid);
  if (own.some(({ finished }) => finished)) return 'finished';
  if (leaderHasFinished(session)) return 'leader finished';
  return isInLastLap(session, own, moment) ? 'last lap' : undefined;
}

function isInLastLap(session: Session, own: readonly Standing[], { at, extraLap }: Moment): boolean {
  const { facts, board } = session;
  const driven = Math.max(0, ...own.map(lapCount));
  if (facts.laps > 0) return driven >= facts.laps - 1;
  if (facts.minutes === 0 || facts.zeroAt === undefined) return false;
  const timeUpAt = facts.zeroAt + facts.minutes * 60_000;
  const leading = own.find(({ driver }) => driver.carId === board[0]?.carId);
  if (leading === undefined || at < timeUpAt) return false;
  return extraLap === false || (leading.laps.at(-1)?.at ?? 0) >= timeUpAt;
}
