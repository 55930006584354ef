import { resolve } from 'node:path';
import { z } from 'zod';
import { DIALECTS, type Dialect } from '../kit/dialects.ts';
import { type ChannelRoutes, type NoticeWishes, sideChannelSettings, sideChannels } from './channelSettings.ts';
import { contradictions } from './contradictions.ts';
import { FILE_AUTHORS, type FileAuthor } from './filesBy.ts';
import {
  address,
  beginnings,
  greeting,
  type IncidentSession,
  incidentSessions,
  points,
  problemInWords,
  snowflake,
  snowflakes,
  type WrittenSettings,
  wholeNumber,
  words,
} from './values.ts';

/** One game server. Without access to its files, it is followed over UDP only. */
export interface AnyServerConfig extends NoticeWishes {
  /** Its name in commands, tables and events. */
  readonly id: string;
  /** The absolute path of the folder with acServer, cfg/ and results/. */
  readonly directory?: string;
  /** The command line that starts it, split into words; acServer in its directory when absent. */
  readonly command?: readonly string[];
  /** The command line that starts stracker, split into words. */
  readonly trackerCommand?: readonly string[];
  /** The lobby, if it is not the game's own. */
  readonly lobbyHost?: string;
  /** The password that a driver types to become a spectator; nobody can when absent. */
  readonly spectatorPassword?: string;
  /** `kunos` when absent. */
  readonly dialect?: Dialect;
  /** Set if it is run externally; Pitwall runs it when absent. */
  readonly external?: ExternalConfig;
  /** Who writes server_cfg.ini and entry_list.ini; when absent, `isWrittenByManager` decides. */
  readonly filesBy?: FileAuthor | undefined;
  /** Its plugin interface; as in server_cfg.ini when absent. */
  readonly udp?: UdpConfig;
  /** A UDP plugin chained behind Pitwall, which relays the game server's packets to it. */
  readonly chain?: ChainConfig;
  /** Its RCON address; only AssettoServer has RCON. */
  readonly rcon?: Address;
  /** The RCON password; the ADMIN_PASSWORD of its configuration when absent. */
  readonly rconPassword?: string;
  /** Its files are in presets/<this> instead of cfg: with AssettoServer, and when Content Manager starts the server. */
  readonly preset?: string;
  /** Characters in a line of the game's chat; 60 when absent. */
  readonly chatWidth?: number;
  /** Chat lines that begin with one of these are not relayed, because programs in the cars send them. */
  readonly chatFilter?: readonly string[];
  /** How often the positions of the cars are requested, 0 for never; 245 ms when absent. */
  readonly positionIntervalMs?: number;
  /** Contacts between cars below this speed open no incident; 10 when absent. */
  readonly incidentMinKmh?: number;
  /** Contacts between cars below this speed share a card, like those of a first lap; 0 for never, 25 when absent. */
  readonly foldKmh?: number | undefined;
  /** How many stewards a decision needs, 1 or 2; 1 when absent. */
  readonly stewardsNeeded?: number | undefined;
  /** The sessions in which contacts open incidents; qualifying and races when absent. */
  readonly incidentsIn?: readonly IncidentSession[] | undefined;
  /** How long after a decision or a flag drivers can appeal, in minutes; 0 for never, 30 when absent. */
  readonly appealMinutes?: number | undefined;
  /** The greeting that a driver gets in the car once an evening, `off` for none; Pitwall's own text when absent. */
  readonly greeting?: string | undefined;
  /** The sessions in which drivers are greeted; qualifying and races when absent. */
  readonly greetsIn?: readonly IncidentSession[] | undefined;
  /** Points for each place of a race, in order, in exported results; those of Formula 1 when absent. */
  readonly resultPoints?: readonly number[] | undefined;
  /** The first lap of a race in which DRS may be used; programs in the cars get no such information when absent. */
  readonly drsFromLap?: number;
  /** What sessions are grouped by if no event has been started; `day` when absent. */
  readonly events?: 'day' | 'named';
  /** Channels in which a command means this server. */
  readonly channelIds?: readonly string[];
  /** Channels of its own, instead of the installation's. */
  readonly routes?: ChannelRoutes;
}

/** A game server with accessible files. */
export interface ServerConfig extends AnyServerConfig {
  readonly directory: string;
}

export const hasFiles = (config: AnyServerConfig): config is ServerConfig => config.directory !== undefined;

/** The folder of server_cfg.ini and entry_list.ini, relative to its directory. */
export const configurationFolder = ({ preset }: AnyServerConfig): string =>
  preset === undefined ? 'cfg' : `presets/${preset}`;

/** Whether Pitwall starts and stops it. */
export const isManaged = (config: AnyServerConfig): config is ServerConfig => hasFiles(config) && !config.external;

interface ExternalConfig {
  /** The command lines with which Pitwall may start, stop or restart it, split into words. */
  readonly start?: readonly string[];
  readonly stop?: readonly string[];
  readonly restart?: readonly string[];
  /** The absolute path of the file that its output goes to. */
  readonly logFile?: string;
}

interface UdpConfig {
  /** Where the game server sends, so where Pitwall listens. */
  readonly listen: Address;
  /** Where the game server listens. */
  readonly server: Address;
}

export interface ChainConfig {
  /** Where Pitwall listens for the plugin, in place of the game server. */
  readonly listen: Address;
  /** Where the plugin listens. */
  readonly send: Address;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** The settings of one server, as in a section of servers.ini. */
const serverSettings = z.object({
  SERVER_DIR: z.string().optional(),
  ACSERVER_COMMAND: words.optional(),
  TRACKER_COMMAND: words.optional(),
  LOBBY_HOST: z
    .string()
    .regex(/^[\w.-]+(:\d{1,5})?$/, 'a host, such as 127.0.0.1:4000')
    .optional(),
  SPECTATOR_PASSWORD: z.string().optional(),
  DIALECT: z.enum(DIALECTS, DIALECTS.join(', ').replace(/, (\w+)$/, ' or $1')).optional(),
  MODE: z.enum(['managed', 'external'], 'managed or external').optional(),
  FILES_WRITTEN_BY: z.enum(FILE_AUTHORS, 'pitwall or manager').optional(),
  UDP_LISTEN: address.optional(),
  UDP_SEND: address.optional(),
  CHAIN_LISTEN: address.optional(),
  CHAIN_SEND: address.optional(),
  RCON_ADDRESS: address.optional(),
  RCON_PASSWORD: z.string().optional(),
  PRESET: z
    .string()
    .regex(/^[\w][\w .-]*$/, 'the name of a folder in presets')
    .optional(),
  CHAT_WIDTH: wholeNumber(30, 112).optional(),
  CHAT_FILTER: beginnings.optional(),
  POSITION_INTERVAL_MS: wholeNumber(0, 500).optional(),
  INCIDENT_MIN_KMH: wholeNumber(0, 300).optional(),
  FOLD_KMH: wholeNumber(0, 300).optional(),
  INCIDENTS_IN: incidentSessions.optional(),
  APPEAL_MINUTES: wholeNumber(0, 10_080).optional(),
  GREETING: greeting.optional(),
  GREETING_IN: incidentSessions.optional(),
  STEWARDS_NEEDED: wholeNumber(1, 2).optional(),
  RESULT_POINTS: points.optional(),
  DRS_FROM_LAP: wholeNumber(2, 999).optional(),
  EVENTS: z.enum(['day', 'named'], 'day or named').optional(),
  LOG_FILE: z.string().optional(),
  START_COMMAND: words.optional(),
  STOP_COMMAND: words.optional(),
  RESTART_COMMAND: words.optional(),
  CHANNELS: snowflakes.optional(),
  DISCORD_CHANNEL_ID: snowflake.optional(),
  ...sideChannelSettings.shape,
});

export const SERVER_KEYS: readonly string[] = Object.keys(serverSettings.shape);

export const serverId = z.string().regex(/^[a-z0-9_-]{1,32}$/, 'up to 32 lower-case letters, digits, - or _');

export interface WrittenServer {
  readonly id: string;
  readonly written: WrittenSettings;
  /** The name of a setting in messages. */
  readonly nameOf: (key: string) => string;
}

/** One server's configuration, or one sentence per problem. */
export function readServer({ id, written, nameOf }: WrittenServer): {
  readonly server?: AnyServerConfig;
  readonly problems: readonly string[];
} {
  const parsed = serverSettings.safeParse(written);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => problemInWords(issue, written, nameOf)),
    ...contradictions(written, nameOf),
  ];
  return parsed.success && problems.length === 0 ? { server: serverFrom(id, parsed.data), problems } : { problems };
}

function serverFrom(id: string, set: z.infer<typeof serverSettings>): AnyServerConfig {
  const { UDP_LISTEN: listen, UDP_SEND: server, CHAIN_LISTEN: chainListen, CHAIN_SEND: send } = set;
  const isExternal = set.MODE === 'external' || set.DIALECT === 'acsm';
  return {
    id,
    directory: set.SERVER_DIR === undefined ? undefined : resolve(set.SERVER_DIR),
    command: set.ACSERVER_COMMAND,
    trackerCommand: set.TRACKER_COMMAND,
    lobbyHost: set.LOBBY_HOST,
    spectatorPassword: set.SPECTATOR_PASSWORD,
    dialect: set.DIALECT,
    external: isExternal ? externalFrom(set) : undefined,
    filesBy: set.FILES_WRITTEN_BY,
    udp: listen && server ? { listen, server } : undefined,
    chain: chainListen && send ? { listen: chainListen, send } : undefined,
    rcon: set.RCON_ADDRESS,
    rconPassword: set.RCON_PASSWORD,
    preset: set.PRESET,
    chatWidth: set.CHAT_WIDTH,
    chatFilter: set.CHAT_FILTER,
    positionIntervalMs: set.POSITION_INTERVAL_MS,
    incidentMinKmh: set.INCIDENT_MIN_KMH,
    foldKmh: set.FOLD_KMH,
    incidentsIn: set.INCIDENTS_IN,
    appealMinutes: set.APPEAL_MINUTES,
    greeting: set.GREETING,
    greetsIn: set.GREETING_IN,
    stewardsNeeded: set.STEWARDS_NEEDED,
    resultPoints: set.RESULT_POINTS,
    drsFromLap: set.DRS_FROM_LAP,
    events: set.EVENTS,
    channelIds: set.CHANNELS,
    routes: routesFrom(set),
    notices: set.NOTICES,
  };
}

type OwnChannels = Pick<z.infer<typeof serverSettings>, keyof typeof sideChannelSettings.shape | 'DISCORD_CHANNEL_ID'>;

/** Undefined if it has no channel of its own. */
export function routesFrom(set: OwnChannels): ChannelRoutes | undefined {
  const routes: ChannelRoutes = { channelId: set.DISCORD_CHANNEL_ID, ...sideChannels(set) };
  return Object.values(routes).some((id) => id !== undefined) ? routes : undefined;
}

const externalFrom = (set: z.infer<typeof serverSettings>): ExternalConfig => ({
  start: set.START_COMMAND,
  stop: set.STOP_COMMAND,
  restart: set.RESTART_COMMAND,
  logFile: set.LOG_FILE === undefined ? undefined : resolve(set.LOG_FILE),
});
