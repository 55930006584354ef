/** Which of this host's servers a call is for. */
import { UserError } from '../kit/errors.ts';
import { anyOf } from '../kit/words.ts';
import { numberLabel } from '../texts/names.ts';
import type { App, Server } from './app.ts';
import type { Call } from './call.ts';
import { numberNamed } from './numberNamed.ts';
import type { NamedNumber } from './numbers.ts';
import { chooseServer } from './servers.ts';
import type { Found } from './vocabulary.ts';

/**
 * A number belongs to one server, so the caller need not name the server. Undefined for a command about the whole
 * installation.
 *
 * @throws UserError for a number that nothing has, and if the server is not said
 */
export function serverMeant(
  found: Found,
  call: Call,
  { servers, serverOfNumber }: Pick<App, 'servers' | 'serverOfNumber'>,
): Server | undefined {
  if (found.command.installation) return undefined;
  const isNamed = call.server !== undefined && !call.isServerOfChannel;
  const number = isNamed || servers.size < 2 || !serverOfNumber ? undefined : numberNamed(found, call);
  const owner = number && serverOfNumber?.(number);
  if (number && owner === undefined && call.server === undefined) {
    throw new UserError(`There is no ${nameOf(number)} on ${anyOf([...servers.keys()])}.`);
  }
  return chooseServer(servers, owner ?? call.server);
}

/** "P-17", with the kind as it was typed where a number can be of two kinds. */
function nameOf({ said, number, prefix }: NamedNumber): string {
  const label = numberLabel(number);
  if (/^\w+$/.test(prefix)) return `${prefix}-${label}`;
  return /^[a-z]-?[a-z]?\d+$/i.test(said) && said.toUpperCase() !== label ? said.toUpperCase() : `number ${label}`;
}
