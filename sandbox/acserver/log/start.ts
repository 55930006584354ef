import { createHash } from 'node:crypto';
import type { ServerConfig, SessionConfig } from '../config.ts';

export interface StartFacts {
  config: ServerConfig;
  serverConfigPath: string;
  entryListPath: string;
  /** UTC, milliseconds since 1970. */
  startedAt: number;
  hasBlacklist: boolean;
  ambientTemp: number;
  roadTemp: number;
  weather: string;
}

/** From the first line to the TCP listener; followed by the first session, the HTTP server and `Server started`. */
export function startLines(facts: StartFacts): string[] {
  const { config } = facts;
  return [
    `Server CFG Path :  ${facts.serverConfigPath}`,
    `Entry List Path :  ${facts.entryListPath}`,
    'Assetto Corsa Dedicated Server v1.15',
    'Protocol version: 202',
    `${goTime(facts.startedAt)} m=+0.002503200`,
    'Num CPU: 2',
    'LOCAL IP 0: 127.0.0.1',
    `Using cfg path:  ${facts.serverConfigPath}`,
    'Car list:',
    ...config.cars.map((model) => `_${model}_`),
    'Client interval HZ: 18',
    'WARNING: pitstop window needs a valid range',
    'WARNING: MAX_CONTACTS_PER_KM disabled',
    `AUTH_PLUGIN_ADDRESS ${config.authPluginAddress}`,
    ...pluginLines(config),
    `TRACK=${config.track}`,
    `CARS=[${config.cars.map((model) => `"${model}"`).join(' ')}]`,
    ...config.sessions.flatMap(configuredSession),
    'DynamicTrack: first session, resetting grip',
    `Trying to load DRS zones from: ${trackFolder(config)}/data/drs_zones.ini`,
    `open ${trackFolder(config)}/data/drs_zones.ini: no such file or directory`,
    `Weather update. Ambient: ${facts.ambientTemp} Road: ${facts.roadTemp} Graphics: ${facts.weather}`,
    'Wind update. Speed: 0 Direction: 0',
    ...checksumLines(config),
    'Loading blacklist',
    ...(facts.hasBlacklist ? [] : ['open blacklist.txt: no such file or directory']),
    `Opening entry list:  ${facts.entryListPath}`,
    ...entryLines(config),
    `Random seed: ${Math.floor(facts.startedAt % 2_147_483_647)}`,
    `Starting TCP listener at port ${config.tcpPort}`,
  ];
}

/** The lines for a session, printed at the start and again when it begins. */
export const sessionBlock = (session: SessionConfig): string[] => [
  `SESSION: ${session.name}`,
  `TYPE=${session.section}`,
  `TIME=${session.minutes}`,
  `LAPS=${session.laps}`,
  `OPEN=${session.open}`,
  `WAIT TIME=${session.waitSeconds}`,
  '',
];

const trackFolder = ({ track, trackConfig }: Pick<ServerConfig, 'track' | 'trackConfig'>): string =>
  ['content/tracks', track, trackConfig].filter(Boolean).join('/');

/** The files that clients are checked against: the same three that the log says were sent. */
export const checkedFiles = (config: ServerConfig): string[] => [
  'system/data/surfaces.ini',
  `${trackFolder(config)}/data/surfaces.ini`,
  `content/tracks/${config.track}/${config.trackConfig ? `models_${config.trackConfig}.ini` : 'models.ini'}`,
];

/** Prints nothing if the feature is off. */
function pluginLines({ pluginAddress, pluginLocalPort }: ServerConfig): string[] {
  if (!pluginAddress || !pluginLocalPort) return [];
  return [`Initialising UDP Plugin with target: ${pluginAddress} on the local port ${pluginLocalPort}`];
}

/** Only practice and qualifying are announced; the race has no "Loading" line. */
function configuredSession(session: SessionConfig): string[] {
  const loading = session.type === 3 ? [] : [`Loading ${session.section} session`];
  return [...loading, ...sessionBlock(session)];
}

function checksumLines(config: ServerConfig): string[] {
  const [system = '', ...track] = checkedFiles(config).map((file) => `CHECKSUM: ${file}=${md5(file)}`);
  const layout = config.trackConfig ? [`Initializing checksum for track config ${config.trackConfig}`] : [];
  return [system, ...layout, ...track, ...config.cars.map((model) => `ACD CHECKSUM:${md5(model)}`)];
}

// There are no game files to hash here: the hash of a name looks the same, and is the same at every start.
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function entryLines({ entries }: ServerConfig): string[] {
  return entries.flatMap(({ model, driverName, team, guid, ballast, restrictor }, carId) => {
    const slot = `CAR: ${carId} ${model} (${carId}) [${driverName} [${team}]] ${driverName} [${team}] ${guid} `;
    return [
      `Found car  CAR_${carId}`,
      `${slot}Ballast: ${ballast} kg`,
      `${slot}Restrictor: ${restrictor}`,
      `open setups/${model}.ini: no such file or directory`,
    ];
  });
}

/** `2017-12-16 21:01:19.1640344 +0200 EET`, in UTC. */
const goTime = (ms: number): string => `${new Date(ms).toISOString().replace('T', ' ').replace('Z', '0000')} +0000 UTC`;
