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

/** One game server, whose files may be out of reach: it is then heard over UDP alone. */
export interface AnyServerConfig extends NoticeWishes {
  /** Names it in commands, tables and events. */
  readonly id: string;
  /** Absolute: where acServer, cfg/ and results/ are. */
  readonly directory?: string;
  /** The words of the command that starts it; acServer in its directory when absent. */
  readonly command?: readonly string[];
  /** The words of the command that starts stracker. */
  readonly trackerCommand?: readonly string[];
  /** The lobby, where it is not the game's own. */
  readonly lobbyHost?: string;
  /** What a driver types to become a spectator; nobody can when absent. */
  readonly spectatorPassword?: string;
  /** `kunos` when absent. */
  readonly dialect?: Dialect;
  /** Somebody else runs it; Pitwall does when absent. */
  readonly external?: ExternalConfig;
  /** Who writes server_cfg.ini and entry_list.ini; what `isWrittenByManager` says when absent. */
  readonly filesBy?: FileAuthor | undefined;
  /** Its plugin interface; what server_cfg.ini says when absent. */
  readonly udp?: UdpConfig;
  /** The UDP plugin behind Pitwall, which hears the game server through it. */
  readonly chain?: ChainConfig;
  /** Its remote console, which only AssettoServer has. */
  readonly rcon?: Address;
  /** What RCON wants to hear; the ADMIN_PASSWORD of its configuration when absent. */
  readonly rconPassword?: string;
  /** Its files are in presets/<this> in place of cfg: AssettoServer's, and those that Content Manager starts it with. */
  readonly preset?: string;
  /** Characters in a line of the game's chat; 60 when absent. */
  readonly chatWidth?: number;
  /** How lines of chat begin that are not relayed, because programs in the cars send them. */
  readonly chatFilter?: readonly string[];
  /** How often the positions of the cars are asked for, 0 for never; 245 ms when absent. */
  readonly positionIntervalMs?: number;
  /** Contacts of cars below this open no incident; 10 when absent. */
  readonly incidentMinKmh?: number;
  /** Contacts of cars below this share a card, as those of a first lap do, 0 for never; 25 when absent. */
  readonly foldKmh?: number | undefined;
  /** How many stewards a decision needs, 1 or 2; 1 when absent. */
  readonly stewardsNeeded?: number | undefined;
  /** The sessions in which contacts open incidents; qualifying and races when absent. */
  readonly incidentsIn?: readonly IncidentSession[] | undefined;
  /** How long after a decision or a flag drivers can appeal, in minutes; 0 for never, 30 when absent. */
  readonly appealMinutes?: number | undefined;
  /** What a driver is told in the car once an evening, `off` for nothing; Pitwall's own words when absent. */
  readonly greeting?: string | undefined;
  /** The sessions in which drivers are greeted; qualifying and races when absent. */
  readonly greetsIn?: readonly IncidentSession[] | undefined;
  /** For each place of a race, the first first, in exported results; those of Formula 1 when absent. */
  readonly resultPoints?: readonly number[] | undefined;
  /** The lap of a race from which DRS may be used; programs in the cars are not told when absent. */
  readonly drsFromLap?: number;
  /** What sessions belong to where no event has been started: `day` when absent. */
  readonly events?: 'day' | 'named';
  /** Channels in which a command means this server. */
  readonly channelIds?: readonly string[];
  /** Channels of its own, in place of the installation's. */
  readonly routes?: ChannelRoutes;
}

/** A game server whose files are at hand. */
export interface ServerConfig extends AnyServerConfig {
  readonly directory: string;
}

export const hasFiles = (config: AnyServerConfig): config is ServerConfig => config.directory !== undefined;

/** Where server_cfg.ini and entry_list.ini are, from its directory. */
export const configurationFolder = ({ preset }: AnyServerConfig): string =>
  preset === undefined ? 'cfg' : `presets/${preset}`;

/** Whether it is Pitwall that starts and stops it. */
export const isManaged = (config: AnyServerConfig): config is ServerConfig => hasFiles(config) && !config.external;

interface ExternalConfig {
  /** The words of the commands by which Pitwall may have it started, stopped, restarted. */
  readonly start?: readonly string[];
  readonly stop?: readonly string[];
  readonly restart?: readonly string[];
  /** Absolute: the file that its output goes to. */
  readonly logFile?: string;
}

interface UdpConfig {
  /** Where the game server sends: what Pitwall listens on. */
  readonly listen: Address;
  /** Where the game server listens. */
  readonly server: Address;
}

export interface ChainConfig {
  /** Where Pitwall listens for the plugin, as the game server would. */
  readonly listen: Address;
  /** Where the plugin listens. */
  readonly send: Address;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** The settings of one server, as a section of servers.ini has them. */
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
  /** How sentences call a setting. */
  readonly nameOf: (key: string) => string;
}

/** One server's configuration, or one sentence a problem. */
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

/** Undefined where it has no channel of its own. */
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
