import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, UserError } from '../../src/kit/errors.ts';
import { controlUsage } from './driving/control.ts';
import { type DialectName, dialects } from './driving/dialect.ts';

export interface Options {
  directory: string;
  serverConfig: string;
  entryList: string;
  /** The recording to replay; without one, cars are simulated. */
  replay: string | undefined;
  dialect: DialectName;
  speed: number;
  seed: number;
  /** Milliseconds of the recording, or shortly before the race's first contact. */
  startAt: number | 'contact';
  lifeline: string | undefined;
  /** `host:port` of the lobby; without it the server does not register, whatever REGISTER_TO_LOBBY says. */
  lobby: string | undefined;
  /** A driver joins before the lobby has answered. */
  earlyDriver: boolean;
  /** How long AssettoServer's process has been running at the start. */
  uptimeSeconds: number;
  /** A kick overwrites the driver's GUID with `$#@@!$kicked`. */
  kickedGuid: boolean;
  /** Like the order `calm`, from the start. */
  calm: boolean;
  /** The time between staged contacts in seconds; 0 for never. */
  scenesSeconds: number;
  /** Ports on the loopback; 0 = none. */
  control: number;
  rcon: number;
  help: boolean;
}

export const usage = `A simulated acServer v1.15: drives synthetic cars, or replays a recorded race event.
Positions are sent at most every 50 ms, a step of the simulation, and contacts are told by both cars.

  --dir D              the server directory, with cfg/server_cfg.ini and cfg/entry_list.ini (default: here)
  -c FILE, -e FILE     server_cfg.ini and entry_list.ini, relative to D
  --preset NAME        both files from presets/NAME, as AssettoServer has them
  --dialect NAME       the kind of server: kunos (default), acsm or assettoserver
  --speed X            2 is twice as fast (default: 1)
  --seed N             another number, another race (default: 1)
  --lobby HOST:PORT    the lobby to register with when REGISTER_TO_LOBBY=1
  --early-driver       somebody connects before the lobby has answered: session index -1
  --kicked-guid        a kick writes the GUID $#@@!$kicked over the driver's own
  --calm               nobody leaves, talks or drives off of their own accord, from the start
  --scenes SECONDS     so often two cars meet that are near each other: every kind of the order "meet" by turns
  --uptime SECONDS     assettoserver: how long its process has been running already
  --rcon-port N        Source RCON of the dialect assettoserver, with ADMIN_PASSWORD
  --lifeline HOST:PORT exit as soon as this connection closes
  --help               this text

  --replay FILE        replay this recording instead of driving (sandbox/recordings)
  --start-at WHEN      milliseconds of the recording, or "contact": shortly before the race's first contact

  --control PORT       orders by lines on the loopback, each answered by "ok" or by what is wrong:
${controlUsage}
`;

/** Throws UserError for an unknown option or an invalid value. */
export function readOptions(words: readonly string[]): Options {
  const values = parse(words);
  const { dialect } = values;
  if (!isDialect(dialect)) throw new UserError(`--dialect must be ${Object.keys(dialects).join(', ')}, not ${dialect}`);
  if (values.replay && dialect === 'assettoserver') {
    throw new UserError('--replay has recordings of acServer only: --dialect assettoserver drives');
  }
  const folder = values.preset === undefined ? 'cfg' : `presets/${values.preset}`;
  const speed = Number(values.speed);
  if (!(speed > 0)) throw new UserError(`--speed must be a number above 0, not ${values.speed}`);
  return {
    directory: values.dir,
    serverConfig: values.config ?? `${folder}/server_cfg.ini`,
    entryList: values['entry-list'] ?? `${folder}/entry_list.ini`,
    replay: values.replay,
    dialect,
    speed,
    seed: wholeOf('--seed', values.seed, 2 ** 31),
    startAt: startAtOf(values['start-at']),
    lifeline: addressOf('--lifeline', values.lifeline),
    lobby: addressOf('--lobby', values.lobby),
    earlyDriver: values['early-driver'],
    uptimeSeconds: wholeOf('--uptime', values.uptime, 2 ** 31),
    kickedGuid: values['kicked-guid'],
    calm: values.calm,
    scenesSeconds: wholeOf('--scenes', values.scenes, 86_400),
    control: wholeOf('--control', values.control, 65_535),
    rcon: wholeOf('--rcon-port', values['rcon-port'], 65_535),
    help: values.help,
  };
}

const isDialect = (name: string): name is DialectName => Object.hasOwn(dialects, name);

function addressOf(option: string, address: string | undefined): string | undefined {
  if (address === undefined || /^.+:\d+$/.test(address)) return address;
  throw new UserError(`${option} must be HOST:PORT, not ${address}`);
}

function wholeOf(option: string, word: string, most: number): number {
  const value = Number(word);
  if (/^\d+$/.test(word) && value <= most) return value;
  throw new UserError(`${option} must be a whole number up to ${most}, not ${word}`);
}

/** Recordings stay with the sources: the compiler does not copy them. */
export function recordingPath(name: string): string {
  let root = import.meta.dirname;
  while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root);
  return join(root, 'sandbox', 'recordings', `${name}.ndjson`);
}

function parse(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        dir: { type: 'string', default: '.' },
        config: { type: 'string', short: 'c' },
        'entry-list': { type: 'string', short: 'e' },
        preset: { type: 'string' },
        dialect: { type: 'string', default: 'kunos' },
        replay: { type: 'string' },
        speed: { type: 'string', default: '1' },
        'start-at': { type: 'string', default: '0' },
        lifeline: { type: 'string' },
        seed: { type: 'string', default: '1' },
        lobby: { type: 'string' },
        'early-driver': { type: 'boolean', default: false },
        uptime: { type: 'string', default: '0' },
        'kicked-guid': { type: 'boolean', default: false },
        calm: { type: 'boolean', default: false },
        scenes: { type: 'string', default: '0' },
        control: { type: 'string', default: '0' },
        'rcon-port': { type: 'string', default: '0' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UserError(messageOf(error).split('. ')[0] ?? 'an option is wrong');
  }
}

function startAtOf(word: string): Options['startAt'] {
  if (word === 'contact') return word;
  const ms = Number(word);
  if (!(ms >= 0)) throw new UserError(`--start-at must be milliseconds or "contact", not ${word}`);
  return ms;
}
