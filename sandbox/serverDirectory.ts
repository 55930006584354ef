import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PacketOf } from '../src/acserver/udp/packets.ts';
import { UserError } from '../src/kit/errors.ts';
import type { DialectName } from './acserver/driving/dialect.ts';
import { type RecordedCar, readRecording } from './acserver/recording.ts';
import { sprintRace, sprintWeekend } from './sprintWeekend.ts';

export type ServerDirectoryOptions = ReplayedDirectory | DrivenDirectory;

export interface ReplayedDirectory extends AnyDirectory {
  mode?: 'replay';
  /** The path of the recording whose event the server is set up for. */
  recording: string;
  startAt?: string | undefined;
}

/** A small field on a sprint weekend, simulated by the server itself. */
interface DrivenDirectory extends AnyDirectory {
  mode: 'drive';
  /** Only a race with this many cars and minutes, instead of the weekend. */
  race?: { readonly cars: number; readonly minutes: number } | undefined;
  /** A different number gives a different race. */
  seed?: number | undefined;
  /** The loopback port for orders to the server; see its --help. */
  control?: number | undefined;
  /** acServer by default. */
  dialect?: DialectName | undefined;
  /** Nobody leaves, chats or goes off by themselves. */
  calm?: boolean | undefined;
  /** The time between staged contacts, in seconds. */
  scenesSeconds?: number | undefined;
  /** The loopback port of AssettoServer's remote console, with the admin password. */
  rcon?: number | undefined;
  /** How long AssettoServer's process has been running already. */
  uptimeSeconds?: number | undefined;
}

interface AnyDirectory {
  /** Created if it does not exist; its configuration and program are written again. */
  directory: string;
  /** The configuration is in presets/<this> instead of cfg, as AssettoServer allows. */
  preset?: string | undefined;
  /** A kick overwrites the driver's GUID. */
  kickedGuid?: boolean | undefined;
  ports: ServerPorts;
  /** The path of the simulated server's compiled main.js. */
  program: string;
  /** The `host:port` whose end also ends the server; without it, the server runs until it is stopped. */
  lifeline?: string | undefined;
  speed?: number | undefined;
}

export interface ServerPorts {
  game: number;
  http: number;
  /** Where the server receives from the plugin. */
  pluginLocal: number;
  /** Where the plugin receives from the server. */
  plugin: number;
}

export interface ServerDirectory {
  directory: string;
  adminPassword: string;
  /** The start command if `./acServer` does not work: Windows runs no script without a shell. */
  command: readonly string[];
}

const adminPassword = 'parc-ferme';

/** Creates a server directory like an owner's, in which the program `acServer` is the simulated one. */
export function createServerDirectory(options: ServerDirectoryOptions): ServerDirectory {
  const { directory } = options;
  const { sessions, cars } = options.mode === 'drive' ? drivenEvent(options) : recordedEvent(options.recording);
  const [event] = sessions;
  if (!event) throw new UserError('the recording has no session');
  const configuration = options.preset === undefined ? 'cfg' : join('presets', options.preset);
  const folders = [configuration, ...foldersOf(event, cars)];
  for (const folder of folders) mkdirSync(join(directory, folder), { recursive: true });
  writeFileSync(join(directory, configuration, 'server_cfg.ini'), serverConfig(sessions, cars, options.ports));
  writeFileSync(join(directory, configuration, 'entry_list.ini'), entryList(cars));
  const command = commandOf(options);
  writeFileSync(join(directory, 'acServer'), shellScript(command), { mode: 0o755 });
  return { directory, adminPassword, command };
}

const drivenEvent = ({ race }: DrivenDirectory) => (race ? sprintRace(race) : sprintWeekend);

function recordedEvent(file: string) {
  const { messages, cars } = readRecording(file);
  return { sessions: messages.flatMap(({ packet }) => (packet.type === 'newSession' ? [packet] : [])), cars };
}

/** server_cfg.ini in the stock manager's format. */
export function serverConfig(
  sessions: readonly PacketOf<'newSession'>[],
  cars: readonly RecordedCar[],
  ports: ServerPorts,
): string {
  const [event] = sessions;
  const sections = new Map(sessions.map((session) => [session.sessionType, session]));
  return [
    ...section('SERVER', {
      NAME: event?.serverName ?? '',
      CARS: modelsOf(cars).join(';'),
      CONFIG_TRACK: event?.trackConfig ?? '',
      TRACK: event?.track ?? '',
      ADMIN_PASSWORD: adminPassword,
      UDP_PORT: ports.game,
      TCP_PORT: ports.game,
      HTTP_PORT: ports.http,
      MAX_CLIENTS: cars.length,
      UDP_PLUGIN_LOCAL_PORT: ports.pluginLocal,
      UDP_PLUGIN_ADDRESS: `127.0.0.1:${ports.plugin}`,
      ...usualSettings,
    }),
    ...[...sections].flatMap(([type, session]) => sessionSection(type, session)),
    ...section('DYNAMIC_TRACK', { SESSION_START: 100, RANDOMNESS: 0, SESSION_TRANSFER: 100, LAP_GAIN: 1 }),
    ...section('WEATHER_0', {
      GRAPHICS: event?.weatherGraphics ?? '',
      BASE_TEMPERATURE_AMBIENT: event?.ambientTemp ?? 0,
      VARIATION_AMBIENT: 0,
      BASE_TEMPERATURE_ROAD: (event?.roadTemp ?? 0) - (event?.ambientTemp ?? 0),
      VARIATION_ROAD: 0,
    }),
  ].join('\n');
}

/** One open slot for each recorded car: the recording's drivers come without an entry. */
export const entryList = (cars: readonly RecordedCar[]): string =>
  cars
    .flatMap(({ model, skin }, carId) =>
      section(`CAR_${carId}`, {
        MODEL: model,
        SKIN: skin,
        SPECTATOR_MODE: 0,
        DRIVERNAME: '',
        TEAM: '',
        GUID: '',
        BALLAST: 0,
        RESTRICTOR: 0,
      }),
    )
    .join('\n');

const usualSettings = {
  PASSWORD: '',
  SUN_ANGLE: 48,
  PICKUP_MODE_ENABLED: 1,
  LOOP_MODE: 1,
  SLEEP_TIME: 1,
  CLIENT_SEND_INTERVAL_HZ: 18,
  RACE_OVER_TIME: 180,
  KICK_QUORUM: 85,
  VOTING_QUORUM: 80,
  VOTE_DURATION: 20,
  // Mode 1 keeps a kicked driver out until the server restarts: a demo would lose a driver with every kick.
  BLACKLIST_MODE: 0,
  FUEL_RATE: 100,
  DAMAGE_MULTIPLIER: 100,
  TYRE_WEAR_RATE: 100,
  ALLOWED_TYRES_OUT: 2,
  ABS_ALLOWED: 1,
  TC_ALLOWED: 1,
  STABILITY_ALLOWED: 0,
  AUTOCLUTCH_ALLOWED: 0,
  TYRE_BLANKETS_ALLOWED: 0,
  FORCE_VIRTUAL_MIRROR: 1,
  REGISTER_TO_LOBBY: 0,
  MAX_BALLAST_KG: 150,
  AUTH_PLUGIN_ADDRESS: '',
  LEGAL_TYRES: '',
};

const sessionNames = ['BOOK', 'PRACTICE', 'QUALIFY', 'RACE'];

function sessionSection(type: number, session: PacketOf<'newSession'>): string[] {
  const isRace = type === 3;
  return section(sessionNames[type] ?? 'PRACTICE', {
    NAME: session.name,
    TIME: session.timeMinutes,
    ...(isRace ? { LAPS: session.laps, WAIT_TIME: Math.round(session.waitTime / 1000) } : {}),
    IS_OPEN: 1,
  });
}

const section = (name: string, values: Readonly<Record<string, string | number>>): string[] => [
  `[${name}]`,
  ...Object.entries(values).map(([key, value]) => `${key}=${value}`),
  '',
];

const modelsOf = (cars: readonly RecordedCar[]): string[] => [...new Set(cars.map(({ model }) => model))];

const foldersOf = ({ track, trackConfig }: PacketOf<'newSession'>, cars: readonly RecordedCar[]): string[] => [
  'results',
  'setups',
  'system/data',
  join('content/tracks', track, trackConfig, 'data'),
  ...modelsOf(cars).map((model) => join('content/cars', model)),
];

function commandOf(options: ServerDirectoryOptions): string[] {
  const { directory, program, lifeline, speed, preset, kickedGuid } = options;
  const words =
    options.mode === 'drive'
      ? {
          seed: options.seed,
          control: options.control,
          dialect: options.dialect,
          'rcon-port': options.rcon,
          uptime: options.uptimeSeconds,
          scenes: options.scenesSeconds,
        }
      : { replay: options.recording, 'start-at': options.startAt };
  const named = Object.entries({ dir: directory, preset, ...words, lifeline, speed });
  const isCalm = options.mode === 'drive' && options.calm;
  const flags = [...(kickedGuid ? ['--kicked-guid'] : []), ...(isCalm ? ['--calm'] : [])];
  const values = named.flatMap(([name, value]) => (value ? [`--${name}`, String(value)] : []));
  return [process.execPath, program, ...values, ...flags];
}

/** With `exec`, the started process is the server itself, and its pid the one that is stopped and found again. */
const shellScript = (command: readonly string[]): string =>
  `#!/bin/sh\nexec ${command.map(shellWord).join(' ')} "$@"\n`;

const shellWord = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
