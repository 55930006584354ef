import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf, UserError } from '../../src/kit/errors.ts';
import { type Ini, readIni } from './iniFile.ts';

/** What the simulated server reads from its two files. Ports are 0 if the file has none. */
export interface ServerConfig {
  name: string;
  password: string;
  /** Empty: nobody can become admin. */
  adminPassword: string;
  cars: readonly string[];
  track: string;
  /** The layout; empty for a track without one. */
  trackConfig: string;
  sunAngle: number;
  maxClients: number;
  tcpPort: number;
  httpPort: number;
  /** Where it receives the plugin's commands. */
  pluginLocalPort: number;
  /** `host:port` the datagrams go to; empty = no plugin. */
  pluginAddress: string;
  authPluginAddress: string;
  loop: boolean;
  registerToLobby: boolean;
  /** 0: kick only. 1: kicked drivers stay out until the server restarts. 2: kicked drivers go to blacklist.txt. */
  blacklistMode: number;
  /** Only drivers in the entry list may join. */
  lockedEntryList: boolean;
  /** The maximum ballast, for the entry list and for admins. */
  maxBallastKg: number;
  /** Places of the race whose order is reversed for a second one: 0 none, -1 all. */
  reversedGridPositions: number;
  /** How long the others may drive on after the winner has finished. */
  raceOverSeconds: number;
  resultScreenSeconds: number;
  /** When the time is up, laps that take longer than this percentage of the best one are not waited for. */
  qualifyMaxWaitPercent: number;
  /** [SERVER] as in the file: the lobby gets settings that nothing else needs. */
  server: ReadonlyMap<string, string>;
  weathers: readonly WeatherConfig[];
  sessions: readonly SessionConfig[];
  entries: readonly EntryConfig[];
}

export interface SessionConfig {
  section: string;
  name: string;
  /** 0 booking, 1 practice, 2 qualify, 3 race, as in NEW_SESSION. */
  type: number;
  minutes: number;
  laps: number;
  open: number;
  waitSeconds: number;
}

/** °C; the road's value is added to the air temperature. */
interface WeatherConfig {
  graphics: string;
  ambient: number;
  ambientVariation: number;
  road: number;
  roadVariation: number;
}

export interface EntryConfig {
  model: string;
  skin: string;
  driverName: string;
  team: string;
  guid: string;
  ballast: number;
  restrictor: number;
}

export interface ConfigPaths {
  directory: string;
  /** Relative to the directory, like acServer's own `-c` and `-e`. */
  serverConfig: string;
  entryList: string;
}

/** Reads both files. Throws UserError with the log's last line; the real acServer exits with code 2 there. */
export function loadConfig({ directory, serverConfig, entryList }: ConfigPaths): ServerConfig {
  return parseConfig(readText(directory, serverConfig), readText(directory, entryList));
}

export function parseConfig(serverConfig: string, entryList: string): ServerConfig {
  const ini = readIni(serverConfig);
  const server = valuesOf(ini, 'SERVER');
  const cars = server.text('CARS').split(';').filter(Boolean);
  if (cars.length === 0) throw new UserError('panic: [SERVER] CARS names no car');
  if (!server.text('TRACK')) throw new UserError('panic: [SERVER] TRACK names no track');
  const sessions = sessionsOf(ini);
  if (sessions.length === 0) throw new UserError('panic: no session is configured');
  const entries = entriesOf(readIni(entryList));
  mustAllBeIn(cars, entries);
  return {
    name: server.text('NAME') || 'AC_Server',
    password: server.text('PASSWORD'),
    adminPassword: server.text('ADMIN_PASSWORD'),
    cars,
    track: server.text('TRACK'),
    trackConfig: server.text('CONFIG_TRACK'),
    sunAngle: server.number('SUN_ANGLE'),
    maxClients: Math.min(server.number('MAX_CLIENTS', entries.length), entries.length),
    tcpPort: server.number('TCP_PORT', 9600),
    httpPort: server.number('HTTP_PORT', 8081),
    pluginLocalPort: server.number('UDP_PLUGIN_LOCAL_PORT'),
    pluginAddress: server.text('UDP_PLUGIN_ADDRESS'),
    authPluginAddress: server.text('AUTH_PLUGIN_ADDRESS'),
    loop: server.number('LOOP_MODE', 1) === 1,
    registerToLobby: server.number('REGISTER_TO_LOBBY', 1) === 1,
    blacklistMode: server.number('BLACKLIST_MODE', 1),
    lockedEntryList: server.number('LOCKED_ENTRY_LIST') === 1,
    reversedGridPositions: server.number('REVERSED_GRID_RACE_POSITIONS'),
    ...limitsOf(server),
    server: ini.get('SERVER') ?? new Map(),
    weathers: weathersOf(ini),
    sessions,
    entries,
  };
}

type Values = ReturnType<typeof valuesOf>;

function limitsOf(server: Values) {
  const resultScreen = server.number('RESULT_SCREEN_TIME');
  return {
    maxBallastKg: server.number('MAX_BALLAST_KG'),
    raceOverSeconds: server.number('RACE_OVER_TIME', 180),
    // "RESULT_SCREEN_TIME was less of 30secs or not found, setting to default: 10secs"
    resultScreenSeconds: resultScreen < 30 ? 10 : resultScreen,
    qualifyMaxWaitPercent: server.number('QUALIFY_MAX_WAIT_PERC', 120),
  };
}

/** In the order in which they run. */
const sessionSections = [
  ['BOOK', 0],
  ['PRACTICE', 1],
  ['QUALIFY', 2],
  ['RACE', 3],
] as const;

function sessionsOf(ini: Ini): SessionConfig[] {
  return sessionSections
    .filter(([section]) => ini.has(section))
    .map(([section, type]) => {
      const values = valuesOf(ini, section);
      const laps = type === 3 ? values.number('LAPS') : 0;
      return {
        section,
        type,
        name: values.text('NAME') || section,
        // A race over laps has no time: its TIME key is ignored.
        minutes: laps > 0 ? 0 : values.number('TIME'),
        laps,
        open: values.number('IS_OPEN', 1),
        waitSeconds: values.number('WAIT_TIME', type === 3 ? 60 : 0),
      };
    });
}

/** WEATHER_0, WEATHER_1, ...: one is drawn for each session. Without any, the day is clear. */
function weathersOf(ini: Ini): WeatherConfig[] {
  const weathers: WeatherConfig[] = [];
  for (let index = 0; ini.has(`WEATHER_${index}`); index++) {
    const values = valuesOf(ini, `WEATHER_${index}`);
    weathers.push({
      graphics: values.text('GRAPHICS') || '3_clear',
      ambient: values.number('BASE_TEMPERATURE_AMBIENT', 20),
      ambientVariation: values.number('VARIATION_AMBIENT'),
      road: values.number('BASE_TEMPERATURE_ROAD', 7),
      roadVariation: values.number('VARIATION_ROAD'),
    });
  }
  const clearDay = { graphics: '3_clear', ambient: 20, ambientVariation: 0, road: 7, roadVariation: 0 };
  return weathers.length > 0 ? weathers : [clearDay];
}

/** CAR_0, CAR_1, ...: the first gap ends the list. */
function entriesOf(ini: Ini): EntryConfig[] {
  const entries: EntryConfig[] = [];
  for (let carId = 0; carId < 255 && ini.has(`CAR_${carId}`); carId++) {
    const values = valuesOf(ini, `CAR_${carId}`);
    entries.push({
      model: values.text('MODEL'),
      skin: values.text('SKIN'),
      driverName: values.text('DRIVERNAME'),
      team: values.text('TEAM'),
      guid: values.text('GUID'),
      ballast: values.number('BALLAST'),
      restrictor: values.number('RESTRICTOR'),
    });
  }
  if (entries.length === 0) throw new UserError('panic: the entry list has no CAR_0');
  return entries;
}

// The real server's words for this are not recorded, only that it ends with exit code 2 after a Go panic.
function mustAllBeIn(cars: readonly string[], entries: readonly EntryConfig[]): void {
  const stranger = entries.findIndex(({ model }) => !cars.includes(model));
  const model = entries[stranger]?.model;
  if (model !== undefined) throw new UserError(`panic: CAR_${stranger} is a ${model}, which is not in CARS`);
}

function valuesOf(ini: Ini, section: string) {
  const values = ini.get(section);
  const text = (key: string) => values?.get(key) ?? '';
  return {
    text,
    number: (key: string, fallback = 0) => {
      const value = Number.parseInt(text(key), 10);
      return Number.isNaN(value) ? fallback : value;
    },
  };
}

function readText(directory: string, path: string): string {
  try {
    return readFileSync(resolve(directory, path), 'utf8');
  } catch (error) {
    const missing = messageOf(error).startsWith('ENOENT');
    throw new UserError(`open ${path}: ${missing ? 'no such file or directory' : messageOf(error)}`);
  }
}
