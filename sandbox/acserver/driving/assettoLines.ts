// The admin commands of AssettoServer. Words and sentences are those of its AdminModule and of its command library. The
// chat removes a leading slash before a line comes here.
import type { Order } from '../answers.ts';
import type { World } from '../world.ts';
import { findDriver, type Seated } from './find.ts';

/** What the commands need from the server. */
export interface Console {
  readonly world: World;
  /** Cars whose drivers have given the admin password. */
  readonly admins: ReadonlySet<number>;
  /** Returns whether it was done: sessions do not change while somebody loads. */
  obey(order: Order): boolean;
}

/** Carries out a line and returns the console's answer. */
export function runLine(server: Console, line: string): string {
  const words = wordsOf(line.trim());
  if (!words) return 'A quotation mark was left unclosed.\n';
  const [name = '', ...rest] = words;
  const command = commands.get(name.toLowerCase());
  return `${command ? command(server, rest) : 'No command found matching the provided input.'}\n`;
}

type Command = (server: Console, words: readonly string[]) => string;

const NOT_CONNECTED = 'This player is not connected.';

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ...both('kick', 'kick_id', (server, [word]) => putOut(server, word, false)),
  ...both('ban', 'ban_id', (server, [word]) => putOut(server, word, true)),
  ...both('next_session', 'ksns', (server) =>
    server.obey({ kind: 'next' })
      ? 'OK. Moving to next session'
      : "Error. Couldn't move to next session. Player is connecting or server is shutting down",
  ),
  ...both('restart_session', 'ksrs', (server) =>
    server.obey({ kind: 'restart' })
      ? 'OK. Restarting session'
      : "Error. Couldn't restart session. Player is connecting",
  ),
  ...both('restrict', 'restrictor', restrict),
  ['ballast', ballast],
  ['say', (_, words) => (words.length > 0 ? `CONSOLE: ${words.join(' ')}` : missing('message'))],
]);

function both(name: string, alias: string, command: Command): [string, Command][] {
  return [
    [name, command],
    [alias, command],
  ];
}

function putOut(server: Console, word: string | undefined, ban: boolean): string {
  if (word === undefined) return missing('player');
  const seat = findDriver(server.world, word);
  if (!seat) return NOT_CONNECTED;
  // One of the two sentences has no full stop.
  if (server.admins.has(seat.carId)) return `You cannot ${ban ? 'ban an administrator.' : 'kick an administrator'}`;
  const { name, guid } = seat.driver;
  server.obey({ kind: 'kick', by: 'line', carId: seat.carId, ban });
  return `Steam profile of ${name}: https://steamcommunity.com/profiles/${guid}`;
}

function restrict(server: Console, [word, amount, ...more]: readonly string[]): string {
  if (more.length > 0) return 'Too many arguments provided.';
  if (word === undefined || amount === undefined)
    return missing(...(word === undefined ? ['player'] : []), 'restrictor');
  const seat = findDriver(server.world, word);
  if (!seat) return NOT_CONNECTED;
  if (!/^-?\d+$/.test(amount)) return 'Failed to parse Int32.';
  const percent = Number(amount);
  if (percent > 400 || percent < 0) return "SYNTAX ERROR: Use 'restrictor [driver numeric id] [0-400]'";
  server.obey({ kind: 'restrictor', carId: seat.carId, percent });
  return 'Restrictor set.';
}

/** There is no upper limit: MAX_BALLAST_KG is ignored. */
function ballast(server: Console, [word, amount, ...more]: readonly string[]): string {
  if (more.length > 0) return 'Too many arguments provided.';
  const seat: Seated | undefined = word === undefined ? undefined : findDriver(server.world, word);
  if (word !== undefined && !seat) return NOT_CONNECTED;
  if (!seat || amount === undefined) return "SYNTAX ERROR: Use 'ballast [driver numeric id] [kg]'";
  const kg = Number(amount);
  if (Number.isNaN(kg)) return 'Failed to parse Single.';
  if (kg < 0) return "SYNTAX ERROR: Use 'ballast [driver numeric id] [>=0 kg]'";
  server.obey({ kind: 'ballast', carId: seat.carId, kg });
  return 'Ballast set.';
}

function missing(...parameters: readonly string[]): string {
  const names = parameters.map((name) => `'${name}'`).join(', ');
  return parameters.length === 1
    ? `Required parameter ${names} is missing.`
    : `Required parameters ${names} are missing.`;
}

/** Words, with quoted ones kept whole; undefined if a quote is not closed. */
function wordsOf(line: string): string[] | undefined {
  const words: readonly string[] = line.match(/"[^"]*"|[^\s"]+|"/g) ?? [];
  if (words.includes('"')) return undefined;
  return words.map((word) => word.replace(/^"(.*)"$/, '$1'));
}
