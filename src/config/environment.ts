import { resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from '../kit/errors.ts';
import type { LogFormat } from '../kit/log.ts';
import { ownCommand } from '../kit/ownCommand.ts';
import { LANGUAGE_CODES } from '../texts/languages.ts';
import { type Channels, type NoticeWishes, sideChannelSettings, sideChannels } from './channelSettings.ts';
import { misspellings } from './misspellings.ts';
import { type AnyServerConfig, readServer, SERVER_KEYS, type ServerConfig, serverId } from './server.ts';
import { readServersFile, type ServersFile } from './serversFile.ts';
import {
  port,
  problemInWords,
  snowflake,
  snowflakes,
  type WrittenSettings,
  wholeNumber,
  writtenIn,
  yesOrNo,
} from './values.ts';
import {
  WEBSOCKET_TOKENS,
  type WebsocketConfig,
  websocketContradictions,
  websocketFrom,
  websocketSettings,
} from './websocket.ts';

/** Everything the owner decides. Read once, at start; `.env.example` lists the same variables in the same order. */
export interface Config {
  readonly discord: LeagueConfig;
  readonly servers: readonly AnyServerConfig[];
  readonly websocket?: WebsocketConfig | undefined;
  /** In which the public and drivers in the car read: a code of src/texts/languages.ts. */
  readonly language: string;
  /** Whether a card of an incident has an animation beside its picture. */
  readonly incidentAnimation: boolean;
  /** Whether everybody reads the evidence of a decision, with its document. */
  readonly publishEvidence: boolean;
  readonly dataDirectory: string;
  /** How long the events of runs that are over are kept. */
  readonly keepDays: number;
  readonly logLevel: string;
  readonly logFormat: LogFormat;
  /** Whether it is told at the start that the end of Pitwall would be the end of the game server. */
  readonly lifeWarning: boolean;
  /** Where programs on this machine are told how Pitwall is; they are not when absent. */
  readonly metricsPort?: number | undefined;
}

interface LeagueConfig extends Channels, NoticeWishes {
  readonly token: string;
  readonly guildId: string;
  readonly roleIds: Readonly<Record<'admin' | 'steward' | 'driver', readonly string[]>>;
  readonly administratorsAreAdmins: boolean;
  readonly chatToGame: boolean;
  /** Whether a linked account's role counts for what its driver types in the game. */
  readonly linksCountInGame: boolean;
  readonly apiUrl?: string;
}

export type { AnyServerConfig, ServerConfig };

const token = 'the token of your bot, without quotes or blanks';
const discordSettings = z.object({
  DISCORD_TOKEN: z.string(token).regex(/^[\w.-]+$/, token),
  DISCORD_GUILD_ID: z.string('the id of your Discord server').pipe(snowflake),
  DISCORD_CHANNEL_ID: z.string('the id of the channel to post to').pipe(snowflake),
  ...sideChannelSettings.shape,
  DISCORD_ADMIN_ROLES: snowflakes.optional(),
  DISCORD_STEWARD_ROLES: snowflakes.optional(),
  DISCORD_DRIVER_ROLES: snowflakes.optional(),
  DISCORD_ADMINISTRATORS_ARE_ADMINS: yesOrNo.optional(),
  DISCORD_CHAT_TO_GAME: yesOrNo.optional(),
  DISCORD_LINKS_COUNT_IN_GAME: yesOrNo.optional(),
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: 'an address such as http://127.0.0.1:4000/api' }).optional(),
});

const LANGUAGES = `one of ${LANGUAGE_CODES.join(', ')}`;

/** Whatever the case it is written in. */
const language = z
  .string()
  .transform((written) => LANGUAGE_CODES.find((code) => code.toLowerCase() === written.toLowerCase()))
  .refine((code) => code !== undefined, LANGUAGES);

const ownSettings = z.object({
  ...websocketSettings.shape,
  LANGUAGE: language.optional(),
  INCIDENT_ANIMATION: yesOrNo.optional(),
  PUBLISH_EVIDENCE: yesOrNo.optional(),
  DATA_DIR: z.string().optional(),
  KEEP_DAYS: wholeNumber(1, 3650).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error').optional(),
  LOG_FORMAT: z.enum(['text', 'json'], 'text or json').optional(),
  LIFE_WARNING: yesOrNo.optional(),
  METRICS_PORT: port.optional(),
});

const environment = discordSettings.extend({ SERVER_ID: serverId.optional(), ...ownSettings.shape });

type Values = z.infer<typeof environment>;

/** What could be another program's variable says that it is the server's. */
const variableOf = (key: string): string =>
  /^(DIALECT|MODE|FILES_|UDP_|CHAIN_|RCON_|PRESET|LOG_FILE|START_|STOP_|RESTART_)/.test(key) ? `SERVER_${key}` : key;

/** The settings of a single game server, by their keys in a section of servers.ini. */
export const SERVER_VARIABLES: ReadonlyMap<string, string> = new Map(
  SERVER_KEYS.filter((key) => !/^(CHANNELS$|NOTICES$|DISCORD_)/.test(key)).map((key) => [key, variableOf(key)]),
);

/** Every variable that is read, in the order of `.env.example`. */
export const VARIABLES: readonly string[] = [
  ...Object.keys(discordSettings.shape),
  ...SERVER_VARIABLES.values(),
  'SERVER_ID',
  'SERVERS_FILE',
  'PENALTIES_FILE',
  'ROSTER_FILE',
  ...Object.keys(ownSettings.shape),
];

/** Without these there is nothing to do. */
export const REQUIRED = ['DISCORD_TOKEN', 'DISCORD_GUILD_ID', 'DISCORD_CHANNEL_ID', 'SERVER_DIR'] as const;

/** The names of our own variables that hold secrets: no child process inherits them, and no sentence repeats them. */
export const SECRET_VARIABLES: readonly string[] = [
  'DISCORD_TOKEN',
  'SPECTATOR_PASSWORD',
  'SERVER_RCON_PASSWORD',
  ...WEBSOCKET_TOKENS,
];

/**
 * Reads the configuration out of environment variables, an empty one of which counts as not set, and the file that
 * describes several servers, where there is one.
 *
 * @throws UserError with one sentence a problem, one a line, all at once
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>, file?: ServersFile): Config {
  const { config, problems } = readSettings(variables, file);
  if (!config) throw new UserError(problems.join('\n'));
  return config;
}

/** What could be read, and one sentence for each problem: with the game servers, for whose files there may be more. */
export interface ReadSettings {
  readonly config?: Config | undefined;
  readonly servers: readonly AnyServerConfig[];
  readonly problems: readonly string[];
}

/** @throws UserError where nothing is set at all */
export function readSettings(
  variables: Readonly<Record<string, string | undefined>>,
  file?: ServersFile,
): ReadSettings {
  const written = writtenIn(variables);
  const misspelt = misspellings(written, VARIABLES);
  const meant = Object.fromEntries(Object.entries(written).map(([name, value]) => [misspelt.get(name) ?? name, value]));
  if (!REQUIRED.some((name) => name in meant)) throw new UserError(NOT_CONFIGURED);
  const parsed = environment.safeParse(meant);
  const { servers, problems } = file ? readServersBeside(meant, file) : readOnlyServer(meant);
  const sentences = [
    ...[...misspelt].map(([name, known]) => `There is no setting ${name}; did you mean ${known}?`),
    ...(parsed.error?.issues ?? []).map((issue) => problemInWords(issue, meant)),
    ...problems,
    ...contradictions(meant),
  ];
  if (!parsed.success || sentences.length > 0) return { servers, problems: sentences };
  return { config: configFrom(parsed.data, servers), servers, problems: [] };
}

const NOT_CONFIGURED = `Pitwall is not configured yet: run "${ownCommand('setup')}", or set ${REQUIRED.slice(0, -1).join(', ')} and ${REQUIRED.at(-1)} in .env, a copy of .env.example. To look around first: "npm run demo".`;

interface Servers {
  readonly servers: readonly AnyServerConfig[];
  readonly problems: readonly string[];
}

function readOnlyServer(written: WrittenSettings): Servers {
  const keys = [...SERVER_VARIABLES].flatMap(([key, name]) => (name in written ? [[key, written[name]] as const] : []));
  const id = written.SERVER_ID ?? 'main';
  const { server, problems } = readServer({ id, written: writtenIn(Object.fromEntries(keys)), nameOf: variableOf });
  return { servers: server ? [server] : [], problems };
}

function readServersBeside(written: WrittenSettings, file: ServersFile): Servers {
  const { servers, problems } = readServersFile(file);
  const stray = ['SERVER_ID', ...SERVER_VARIABLES.values()].find((name) => name in written);
  return {
    servers,
    problems: [
      ...problems,
      ...(stray ? [`${stray} has no effect beside ${file.name}; take it out of the one or the other.`] : []),
    ],
  };
}

/** What is wrong only together. */
function contradictions(written: WrittenSettings): string[] {
  return [
    ...websocketContradictions(written),
    ...('METRICS_PORT' in written && written.METRICS_PORT === written.WEBSOCKET_PORT
      ? ['METRICS_PORT is also WEBSOCKET_PORT; each needs a port of its own.']
      : []),
  ];
}

function configFrom(set: Values, servers: readonly AnyServerConfig[]): Config {
  return {
    discord: {
      token: set.DISCORD_TOKEN,
      guildId: set.DISCORD_GUILD_ID,
      channelId: set.DISCORD_CHANNEL_ID,
      ...sideChannels(set),
      notices: set.NOTICES,
      roleIds: {
        admin: set.DISCORD_ADMIN_ROLES ?? [],
        steward: set.DISCORD_STEWARD_ROLES ?? [],
        driver: set.DISCORD_DRIVER_ROLES ?? [],
      },
      administratorsAreAdmins: set.DISCORD_ADMINISTRATORS_ARE_ADMINS ?? true,
      chatToGame: set.DISCORD_CHAT_TO_GAME ?? false,
      linksCountInGame: set.DISCORD_LINKS_COUNT_IN_GAME ?? false,
      apiUrl: set.DISCORD_API_URL,
    },
    servers,
    websocket: websocketFrom(set),
    language: set.LANGUAGE ?? 'en',
    incidentAnimation: set.INCIDENT_ANIMATION ?? false,
    publishEvidence: set.PUBLISH_EVIDENCE ?? false,
    dataDirectory: dataDirectoryIn(set),
    keepDays: set.KEEP_DAYS ?? 90,
    logLevel: set.LOG_LEVEL ?? 'info',
    logFormat: set.LOG_FORMAT ?? 'text',
    lifeWarning: set.LIFE_WARNING ?? true,
    metricsPort: set.METRICS_PORT,
  };
}

/** Absolute. Programs that need nothing else read no more than this. */
export const dataDirectoryIn = ({ DATA_DIR = '' }: { readonly DATA_DIR?: string | undefined }): string =>
  resolve(DATA_DIR.trim() || 'data');
