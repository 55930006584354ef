/** Where a command to the hub runs: on the named server, on the only one, or on the one that its number belongs to. */
import type { Call } from '../command/call.ts';
import { numberNamed } from '../command/numberNamed.ts';
import type { NamedNumber } from '../command/numbers.ts';
import { chooseServer } from '../command/servers.ts';
import type { Found } from '../command/vocabulary.ts';
import { UserError } from '../kit/errors.ts';
import type { Hosts } from './hosts.ts';

export interface Destination {
  readonly edge: string;
  /** Undefined if that edge must find it by the number. */
  readonly server?: string | undefined;
}

export type Known = Pick<Hosts, 'servers' | 'letters'>;

/** @throws UserError */
export function destinationOf(found: Found, call: Call, hosts: Known): Destination {
  const servers = hosts.servers();
  if (servers.size === 0) throw new UserError('No host has been heard yet: "pitwall edge" starts one.');
  const number = numberNamed(found, call);
  const edge = number && edgeOf(number, hosts.letters());
  if (edge !== undefined) return byNumber(call, { edge, said: number?.said ?? '', servers });
  const places = new Map([...servers].map(([server, its]) => [server, { server, edge: its }]));
  return chooseServer(places, call.server);
}

/**
 * Servers that could have the number being typed.
 *
 * @throws UserError for a letter that nobody has
 */
export function offering(found: Found, call: Call, hosts: Known): readonly Destination[] {
  const number = numberNamed(found, call);
  const edge = number && edgeOf(number, hosts.letters());
  return [...hosts.servers()]
    .filter(([, its]) => edge === undefined || its === edge)
    .map(([server, its]) => ({ edge: its, server }));
}

/** @throws UserError for a letter that nobody has */
function edgeOf({ letter, said }: NamedNumber, letters: ReadonlyMap<string, string>): string | undefined {
  // Edges of an older version do not report their letter.
  if (letter === undefined || letters.size === 0) return undefined;
  const edge = letters.get(letter);
  if (edge !== undefined) return edge;
  const known = [...letters].map(([each, of]) => `${each} for ${of}`).join(', ');
  throw new UserError(`No host has the letter ${letter} of "${said}"; there are ${known}.`);
}

interface Numbered {
  readonly edge: string;
  readonly said: string;
  readonly servers: ReadonlyMap<string, string>;
}

function byNumber(call: Call, { edge, said, servers }: Numbered): Destination {
  const { server, isServerOfChannel } = call;
  const itsEdge = server === undefined ? undefined : servers.get(server);
  if (itsEdge === edge) return { edge, server };
  if (server === undefined || isServerOfChannel) return { edge };
  // Throws an error that lists the servers if this is none of them.
  const { edge: other } = chooseServer(new Map([...servers].map(([id, its]) => [id, { edge: its }])), server);
  throw new UserError(`"${said}" is of the host ${edge}, and the server ${server} is on the host ${other}.`);
}
