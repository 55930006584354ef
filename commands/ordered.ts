import type { Caller } from '../src/command/caller.ts';
import type { Ordered } from '../src/events/events.ts';
import type { Official } from '../src/features/judging/bench.ts';

/** Who gave an order and why, in the form used by events and rows. */
export const orderedBy = (
  caller: Pick<Caller, 'name' | 'proof' | 'role' | 'id' | 'account'>,
  reason?: string,
): Ordered => ({
  by: caller.name,
  byId: stableId(caller),
  reason,
});

/** The same for somebody who judges. Whether they may is checked when the decision is written. */
export const officialBy = (
  caller: Pick<Caller, 'name' | 'proof' | 'role' | 'id' | 'account'>,
  reason?: string,
): Official => ({
  ...orderedBy(caller, reason),
  isAdmin: caller.role === 'admin' || undefined,
});

/** Stays the same for the same person, whatever name they use. A token without an account is identified by its role. */
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
