import type { Caller } from '../src/command/caller.ts';
import type { Ordered } from '../src/events/events.ts';
import type { Official } from '../src/features/judging/bench.ts';

/** Who gave an order, and why, as events and rows say it. */
export const orderedBy = (
  caller: Pick<Caller, 'name' | 'proof' | 'role' | 'id' | 'account'>,
  reason?: string,
): Ordered => ({
  by: caller.name,
  byId: stableId(caller),
  reason,
});

/** Likewise, of somebody who wants to judge: whether they may is looked at as it is written. */
export const officialBy = (
  caller: Pick<Caller, 'name' | 'proof' | 'role' | 'id' | 'account'>,
  reason?: string,
): Official => ({
  ...orderedBy(caller, reason),
  isAdmin: caller.role === 'admin' || undefined,
});

/** The same for the same person, whatever they call themselves. A token that names nobody is known by its role. */
function stableId({ proof, role, id, account }: Pick<Caller, 'proof' | 'role' | 'id' | 'account'>): string {
  switch (proof) {
    case 'discord':
      return `discord:${id}`;
    case 'token':
      return account === undefined ? `token:${role}` : `discord:${account}`;
    case 'open':
      return 'open';
    case 'password':
    case 'link':
    case 'seat':
      return `driver:${id}`;
  }
}
