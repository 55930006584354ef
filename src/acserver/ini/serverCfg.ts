import { UserError } from '../../kit/errors.ts';
import type { IniDocument } from './document.ts';
import { type ConfiguredSession, readSessions } from './sessions.ts';
import { type NumberRange, readFlag, readNumber } from './values.ts';

/** What Pitwall needs from `cfg/server_cfg.ini`. Contains the admin password: never log it as a whole. */
export interface ServerCfg {
  readonly name: string;
  readonly track: string;
  readonly layout: string;
  readonly cars: readonly string[];
  readonly maxClients: number | undefined;
  readonly hasPassword: boolean;
  readonly adminPassword: string;
  readonly udpPort: number;
  readonly tcpPort: number;
  readonly httpPort: number;
  readonly plugin: PluginPorts | undefined;
  readonly pickupMode: boolean;
  readonly lockedEntryList: boolean;
  readonly loopMode: boolean;
  readonly registerToLobby: boolean;
  /** 0 kick only, 1 a kicked player cannot rejoin until restart, 2 a kick is written to blacklist.txt. */
  readonly blacklistMode: number;
  /** Caps the entry list and `/ballast`; undefined if the file does not say. */
  readonly maxBallastKg: number | undefined;
  /** Places of the first race whose order is reversed for a second one: 0 none, -1 all. */
  readonly reversedGridPositions: number;
  readonly sessions: readonly ConfiguredSession[];
  /** Sessions whose values are parked in a `__CM_<NAME>_OFF` section. */
  readonly disabledSessions: readonly ConfiguredSession[];
}

interface PluginPorts {
  /** UDP_PLUGIN_ADDRESS: where the server sends, so what Pitwall must bind. */
  readonly listen: { readonly host: string; readonly port: number };
  /** The server's host, if it is not the one in `listen`. */
  readonly serverHost?: string;
  /** UDP_PLUGIN_LOCAL_PORT: where the server listens for us. */
  readonly serverPort: number;
}

/**
 * Reads the configuration. Keys that acServer can do without get the stock manager's default. Throws one UserError
 * naming file, line, section and key, and what was expected.
 */
export function readServerCfg(document: IniDocument): ServerCfg {
  if (!document.has('SERVER')) {
    throw new UserError(`${document.name} has no [SERVER] section: a server_cfg.ini of acServer was expected.`);
  }
  const text = (key: string) => document.get('SERVER', key) ?? '';
  const number = (key: string, limits: NumberRange = {}) => readNumber(document, 'SERVER', key, limits);
  const port = (key: string) => number(key, PORT) ?? missing(document, key, 'a port number from 1 to 65535');
  return {
    name: text('NAME'),
    track: text('TRACK') || missing(document, 'TRACK', 'the folder name of a track'),
    layout: text('CONFIG_TRACK'),
    cars: readCars(text('CARS')),
    maxClients: number('MAX_CLIENTS', { min: 0 }),
    hasPassword: text('PASSWORD') !== '',
    adminPassword: text('ADMIN_PASSWORD'),
    udpPort: port('UDP_PORT'),
    tcpPort: port('TCP_PORT'),
    httpPort: port('HTTP_PORT'),
    plugin: readPlugin(document),
    pickupMode: readFlag(document, 'PICKUP_MODE_ENABLED', true),
    lockedEntryList: readFlag(document, 'LOCKED_ENTRY_LIST', false),
    loopMode: readFlag(document, 'LOOP_MODE', true),
    registerToLobby: readFlag(document, 'REGISTER_TO_LOBBY', true),
    blacklistMode: number('BLACKLIST_MODE') ?? 1,
    maxBallastKg: number('MAX_BALLAST_KG', { min: 0 }),
    reversedGridPositions: number('REVERSED_GRID_RACE_POSITIONS') ?? 0,
    ...readSessions(document),
  };
}

/** Why no plugin datagram can arrive, with the two lines to change; undefined if the plugin is on. */
export function pluginProblem(cfg: Pick<ServerCfg, 'plugin'>): string | undefined {
  if (cfg.plugin) return undefined;
  return (
    'The UDP plugin is switched off in server_cfg.ini. Set these two lines under [SERVER]: ' +
    'UDP_PLUGIN_LOCAL_PORT=11000 and UDP_PLUGIN_ADDRESS=127.0.0.1:12000. Then restart acServer.'
  );
}

const PORT: NumberRange = { min: 1, max: 65535 };

/** Separated by `;`. One public server's file has commas, which no car folder contains. */
function readCars(list: string): string[] {
  const cars = list.split(/[;,]/).map((car) => car.trim());
  return [...new Set(cars.filter((car) => car !== ''))];
}

/** Off if either half is missing: the stock file has port 0 and an empty address. */
function readPlugin(document: IniDocument): PluginPorts | undefined {
  const serverPort = readNumber(document, 'SERVER', 'UDP_PLUGIN_LOCAL_PORT', { min: 0, max: 65535 }) ?? 0;
  const address = document.get('SERVER', 'UDP_PLUGIN_ADDRESS') ?? '';
  if (serverPort === 0 || address === '') return undefined;
  const [, host = '', digits = ''] = /^(.+):(\d{1,5})$/.exec(address) ?? [];
  const port = Number(digits);
  if (host === '' || port < 1 || port > 65535) {
    const line = document.lineOf('SERVER', 'UDP_PLUGIN_ADDRESS');
    throw new UserError(
      `${document.name}, line ${line}: [SERVER] UDP_PLUGIN_ADDRESS is "${address}", but host:port like 127.0.0.1:12000 was expected.`,
    );
  }
  return { listen: { host, port }, serverPort };
}

function missing(document: IniDocument, key: string, expected: string): never {
  throw new UserError(`${document.name} has no ${key} in [SERVER]: ${expected} was expected.`);
}
