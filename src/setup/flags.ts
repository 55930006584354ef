import { parseArgs } from 'node:util';
import { messageOf, UserError } from '../kit/errors.ts';
import type { Flags } from './asker.ts';

export const HELP = `Sets Pitwall up: the bot, its Discord server, channels and roles, and the game server. It can be repeated; what changes
is shown before it is written, and what stood in .env is kept beside it.

  npm run setup                            asks
  npm run setup -- [flags]                 asks what no flag says; without a terminal every answer is a flag

  --token T            the bot's token; better as the variable DISCORD_TOKEN, which no list of processes shows
  --guild ID           the Discord server, where the bot is on several
  --channels HOW       make: those that are missing, and the roles. choose: by the flags below. keep: those in .env
  --race-control ID, --board ID, --race-chat ID, --stewards ID, --documents ID, --race-log ID, --admin-role ID,
  --steward-role ID    ("none" for none)
  --mode WHO           managed (by Pitwall), external, manager, acsm or assettoserver
  --server-dir D       where cfg/server_cfg.ini is
  --udp-listen A, --udp-send A             with a manager: the pair of its UDP plugin, such as 127.0.0.1:12000
  --udp skip           go on where nothing is heard (without a terminal that is so anyway); again: end then
  --write yes          write; without a terminal it is needed
  --card yes           then post a test card into the main channel
  --unit yes           then write a systemd unit beside .env`;

const NAMES = [
  'token',
  'guild',
  'channels',
  'race-control',
  'board',
  'race-chat',
  'stewards',
  'documents',
  'race-log',
  'admin-role',
  'steward-role',
  'mode',
  'server-dir',
  'udp-listen',
  'udp-send',
  'udp',
  'write',
  'card',
  'unit',
  'rights',
] as const;

/** @throws UserError for words that are none of the flags */
export function readFlags(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): { readonly flags: Flags; readonly help: boolean } {
  const named = NAMES.map((name) => [name, { type: 'string' }] as const);
  const options = { ...Object.fromEntries(named), help: { type: 'boolean' } } as const;
  try {
    const { values } = parseArgs({ args: [...words], options });
    const { help, ...said } = values;
    const flags = Object.fromEntries(
      Object.entries(said).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    return { flags: { token: variables.DISCORD_TOKEN || undefined, ...flags }, help: help === true };
  } catch (error) {
    throw new UserError(`${messageOf(error).split('\n')[0]} "npm run setup -- --help" lists what there is.`);
  }
}
