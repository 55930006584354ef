import { parseArgs } from 'node:util';
import { messageOf, UserError } from '../kit/errors.ts';

export interface LineOptions {
  /** Where Pitwall's websocket is; the path may name a server. */
  readonly url: string;
  readonly help: boolean;
}

export const HELP = `Talks to a running Pitwall line by line, over its websocket (PROTOCOL.md).

  npm run --silent line -- [--url ws://127.0.0.1:8765/]

  --url   where the websocket is: WEBSOCKET_HOST and WEBSOCKET_PORT of .env; behind them /gt3 for the server gt3
  --help  this text

A token is taken from PITWALL_TOKEN, or asked for when a person sits at the terminal. "help" lists what can be said;
after "subscribe" everything that happens is shown, behind "*". Ctrl-D ends it.

Lines can come from elsewhere: echo "server info" | npm run --silent line -- --url ws://127.0.0.1:8765/
It exits with 1 when one of them was refused.`;

/** @throws UserError naming the option that cannot be used */
export function readOptions(words: readonly string[]): LineOptions {
  const { url = 'ws://127.0.0.1:8765/', help = false } = parse(words);
  if (!/^wss?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new UserError(`--url takes an address such as ws://127.0.0.1:8765/, not "${url}".`);
  }
  return { url, help };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: { url: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new UserError(`${messageOf(error)}\n\n${HELP}`);
  }
}
