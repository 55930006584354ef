import type { Caller } from '../src/command/caller.ts';
import type { Ordered } from '../src/events/events.ts';

/** Who gave an order, and why, as events and rows say it. */
export const orderedBy = (caller: Pick<Caller, 'name' | 'proof' | 'role' | 'id'>, reason?: string): Ordered => ({
  by: caller.name,
  byId: stableId(caller),
  reason,
});

/** The same for the same person, whatever they call themselves. A token is known by the role it carries. */
function stableId({ proof, role, id }: Pick<Caller, 'proof' | 'role' | 'id'>): string {
  switch (proof) {
    case 'discord':
      return `discord:${id}`;
    case 'token':
      return `token:${role}`;
    case 'open':
      return 'open';
    case 'password':
    case 'link':
    case 'seat':
      return `driver:${id}`;
  }
}
