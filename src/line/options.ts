import { UserError } from '../kit/errors.ts';

/**
 * Where Pitwall's websocket is; the path may name a server.
 *
 * @throws UserError for what is no address
 */
export function addressOf(url: string): string {
  if (!/^wss?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new UserError(`--url takes an address such as ws://127.0.0.1:8765/, not "${url}".`);
  }
  return url;
}
