/** Whether somebody else can answer than the one who decided. */
import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/driver.ts';

/** Whoever has decided something within this time is there. */
export const STEWARD_MS = 30 * 24 * 60 * 60_000;

/** Which account on Discord a driver is, and the other way round; undefined where nobody is linked. */
export interface Accounts {
  readonly userOf: (guid: string) => string | undefined;
  readonly guidOf: (userId: string) => string | undefined;
}

/** Somebody is the same person on Discord and in the car. */
export function personOf(byId: string, { userOf }: Accounts): string {
  const user = byId.startsWith('driver:') ? userOf(byId.slice('driver:'.length)) : undefined;
  return user === undefined ? byId : `discord:${user}`;
}

function guidOfPerson(byId: string, { guidOf }: Accounts): string | undefined {
  if (byId.startsWith('driver:')) return byId.slice('driver:'.length);
  return byId.startsWith('discord:') ? guidOf(byId.slice('discord:'.length)) : undefined;
}

const isPerson = (byId: string): boolean => /^(?:discord|driver|token):/.test(byId);

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
  accounts: Accounts,
): Decision | undefined {
  const same = personOf(decider, accounts);
  return lately.findLast(({ byId }) => {
    if (!isPerson(byId) || personOf(byId, accounts) === same) return false;
    const guid = guidOfPerson(byId, accounts);
    return !involved.some((driver) => driver.guid === guid);
  });
}
