import { UserError } from '../kit/errors.ts';
import { shortened } from './param.ts';

/**
 * The server that is named, or the only one.
 *
 * @throws UserError listing the servers
 */
export function chooseServer<S>(servers: ReadonlyMap<string, S>, id: string | undefined): S {
  const [first] = servers.values();
  if (first === undefined) throw new Error('an installation has at least one server');
  if (id === undefined && servers.size === 1) return first;
  const found = id === undefined ? undefined : servers.get(id);
  if (found !== undefined) return found;
  const ids = [...servers.keys()];
  throw new UserError(id === undefined ? `Which server? There are ${ids.join(', ')}.` : unknownServer(id, ids));
}

/** The answer to an unknown server id. */
export function unknownServer(said: string, ids: readonly string[]): string {
  const [only] = ids;
  const known = only !== undefined && ids.length === 1 ? `the only one is ${only}` : `there are ${ids.join(', ')}`;
  return `There is no server "${shortened(said)}"; ${known}.`;
}
