/** Whether somebody is racing right now and should not be disturbed. */
import type { Driver } from '../../events/events.ts';
import type { PresentDriver, RaceState, Session } from '../../race/state.ts';

/** Whether a session is in progress. */
export const isUnderWay = ({ session }: Pick<RaceState, 'session'>): boolean => session !== undefined && !session.over;

/** From the lights to the driver's own flag. Somebody who joins in the middle of a race counts as racing. */
export function isRacing(session: Session | undefined, driver: PresentDriver, now: number): boolean {
  if (session?.facts.kind !== 'race' || session.over || hasTakenFlag(session, driver)) return false;
  const { zeroAt } = session.facts;
  return zeroAt === undefined || now >= zeroAt;
}

export const hasTakenFlag = ({ standings }: Session, { guid }: Driver): boolean =>
  [...standings.values()].some(({ driver, finished }) => driver.guid === guid && finished);
