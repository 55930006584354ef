import type { Links } from '../features/links/links.ts';
import type { Text } from '../texts/catalogue.ts';
import { atLeast, type Caller, type Role } from './caller.ts';
import { type Command, mayGive, offeredBy } from './command.ts';

/** Who somebody is, what they may do and why, and which roles they lack for the rest. */
export function whoIs(caller: Caller, links: Pick<Links, 'userOf'>, commands: readonly Command[]): Text {
  const { name, role, proof } = caller;
  const offered = commands.filter((each) => offeredBy(each, caller.via));
  const params = {
    name,
    role,
    proof,
    link: linkOf(caller, links),
    commands: offered.length,
    mayGive: offered.filter((each) => mayGive(caller, each)).length,
    missing: missingRoles(role, offered),
  };
  return { key: 'whoami', params };
}

function linkOf({ guid, via }: Caller, links: Pick<Links, 'userOf'>) {
  if (via === 'socket') return undefined;
  if (via === 'chat' && guid !== undefined) return { isLinked: links.userOf(guid) !== undefined };
  return { guid };
}

const missingRoles = (own: Role, commands: readonly Command[]): readonly Role[] => [
  ...new Set(commands.map(({ role }) => role).filter((role) => !atLeast(own, role))),
];
