import { UserError } from '../kit/errors.ts';
import { shortened } from './param.ts';

/**
 * The server that is meant: the one that is named, or the only one there is.
 *
 * @throws UserError naming those there are
 */
export function chooseServer<S>(servers: ReadonlyMap<string, S>, id: string | undefined): S {
  const ids = [...servers.keys()];
  const [first, ...others] = servers.values();
  if (first === undefined) throw new Error('an installation has at least one server');
  if (id === undefined && others.length === 0) return first;
  if (id === undefined) throw new UserError(`Which server? There are ${ids.join(', ')}.`);
  const found = servers.get(id);
  if (found === undefined) throw new UserError(unknownServer(id, ids));
  return found;
}

/** What is said to a server id that nobody has. */
export function unknownServer(said: string, ids: readonly string[]): string {
  const [only] = ids;
  const known = only !== undefined && ids.length === 1 ? `the only one is ${only}` : `there are ${ids.join(', ')}`;
  return `There is no server "${shortened(said)}"; ${known}.`;
}
