import type { Links } from '../features/links/links.ts';
import { atLeast, type Caller, type Role, type Via } from './caller.ts';
import { type Command, offeredBy } from './command.ts';

/** What gives somebody their role, by the way they came. */
const REASON: Readonly<Record<Via, string>> = {
  slash: 'by your roles on Discord',
  component: 'by your roles on Discord',
  socket: 'by the token of this connection',
  chat: 'by what you showed in the game: !admin and the password makes an admin',
};

/** Who somebody is, what they may do, why, and what they lack for the rest. */
export function whoIs(caller: Caller, links: Pick<Links, 'userOf'>, commands: readonly Command[]): string {
  const usable = commands.filter((each) => offeredBy(each, caller.via));
  const may = usable.filter(({ role }) => atLeast(caller.role, role)).length;
  return [
    `You are ${caller.name}, with the role ${caller.role} ${reasonFor(caller)}.`,
    ...identity(caller, links),
    may === usable.length
      ? `You may use all ${may} commands.`
      : `You may use ${may} of ${usable.length} commands; the others need the role ${missingRoles(caller, usable)}.`,
  ].join(' ');
}

const reasonFor = ({ via, isOpen }: Caller): string =>
  isOpen ? 'because this connection needs no token' : REASON[via];

function identity({ guid, via }: Caller, links: Pick<Links, 'userOf'>): string[] {
  if (via === 'socket') return [];
  if (guid === undefined) return ['Your account is linked to no driver; !link in the car begins that.'];
  if (via !== 'chat') return [`Your account is linked to the driver with the GUID ${guid}.`];
  return [links.userOf(guid) ? 'You are linked to a Discord account.' : 'You are linked to no Discord account.'];
}

const missingRoles = (caller: Caller, usable: readonly Command[]): string =>
  [...new Set<Role>(usable.map(({ role }) => role).filter((role) => !atLeast(caller.role, role)))].join(' or ');
