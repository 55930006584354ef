/** Whether somebody else can answer than the one who decided. */
import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/driver.ts';
import type { People } from '../judging/people.ts';

/** Whoever has decided something within this time is there. */
export const STEWARD_MS = 30 * 24 * 60 * 60_000;

/**
 * Another steward is there when somebody else has decided something within the last 30 days and is not in the incident:
 * the newest decision of such a one.
 *
 * @param lately what was decided within that time, the oldest first
 */
export function anotherSteward(
  decider: string,
  lately: readonly Decision[],
  involved: readonly Pick<Driver, 'guid'>[],
  people: Pick<People, 'isSame' | 'isPerson' | 'guidsOf'>,
): Decision | undefined {
  return lately.findLast(({ byId }) => {
    if (!people.isPerson(byId) || people.isSame(byId, decider)) return false;
    const own = people.guidsOf(byId);
    return !involved.some(({ guid }) => own.has(guid));
  });
}
