import { UserError } from '../kit/errors.ts';

/**
 * The address of Pitwall's websocket; the path may name a server.
 *
 * @throws UserError if it is not an address
 */
export function addressOf(url: string): string {
  if (!/^wss?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new UserError(`--url takes an address such as ws://127.0.0.1:8765/, not "${url}".`);
  }
  return url;
}
