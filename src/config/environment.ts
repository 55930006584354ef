import { z } from 'zod';
import { UserError } from '../kit/errors.ts';
import type { LogFormat } from '../kit/log.ts';
import { isInCheckout, ownCommand } from '../kit/ownCommand.ts';
import { dataDirectoryIn } from './dataDirectory.ts';
import {
  type EdgeSettings,
  edgeFrom,
  FLEET_SECRETS,
  type FleetRole,
  fleetContradictions,
  fleetRoleOf,
  fleetSettings,
  type HubSettings,
  hubFrom,
} from './fleet.ts';
import { discordSettings, type LeagueConfig, leagueFrom } from './league.ts';
import { isMistake, misspellings, strayInWords, strayLines } from './misspellings.ts';
import { type AnyServerConfig, type ServerConfig, serverId } from './server.ts';
import type { ServersFile } from './serversFile.ts';
import { readOnlyServer, readServersBeside, SERVER_VARIABLES, type Servers } from './serverVariables.ts';
import { language, port, problemInWords, type WrittenSettings, wholeNumber, writtenIn, yesOrNo } from './values.ts';
import {
  WEBSOCKET_TOKENS,
  type WebsocketConfig,
  websocketContradictions,
  websocketFrom,
  websocketSettings,
} from './websocket.ts';

/** The owner's settings, read once at start. `.env.example` lists the same variables in the same order. */
interface OwnConfig {
  readonly servers: readonly AnyServerConfig[];
  readonly websocket?: WebsocketConfig | undefined;
  /** The language for the public and for drivers in the car: a code of src/texts/languages.ts. */
  readonly language: string;
  /** Whether an incident card has an animation next to its picture. */
  readonly incidentAnimation: boolean;
  /** Whether a decision's evidence is published with its document. */
  readonly publishEvidence: boolean;
  readonly dataDirectory: string;
  /** How long the events of finished runs are kept. */
  readonly keepDays: number;
  readonly logLevel: string;
  readonly logFormat: LogFormat;
  /** Whether to warn at the start when the game server would end together with Pitwall. */
  readonly lifeWarning: boolean;
  /** The port for health figures, for programs on this machine; off when absent. */
  readonly metricsPort?: number | undefined;
}

/** The settings of a Pitwall with Discord: alone, or the hub of a fleet. */
export interface Config extends OwnConfig {
  readonly discord: LeagueConfig;
  /** Only for a hub. */
  readonly fleet?: HubSettings | undefined;
}

/** The settings of an edge, which has no Discord: its hub does. */
export interface EdgeConfig extends OwnConfig {
  readonly fleet: EdgeSettings;
}

export type { AnyServerConfig, ServerConfig };

const ownSettings = z.object({
  ...websocketSettings.shape,
  ...fleetSettings.shape,
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

const ofEdge = z.object({ SERVER_ID: serverId.optional(), ...ownSettings.shape });
const withDiscord = discordSettings.extend(ofEdge.shape);

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

/** Without these, Pitwall has nothing to do. */
export const REQUIRED = ['DISCORD_TOKEN', 'DISCORD_GUILD_ID', 'DISCORD_CHANNEL_ID', 'SERVER_DIR'] as const;

/** Our variables that hold secrets: no child process inherits them, and no message repeats them. */
export const SECRET_VARIABLES: readonly string[] = [
  'DISCORD_TOKEN',
  'SPECTATOR_PASSWORD',
  'SERVER_RCON_PASSWORD',
  ...WEBSOCKET_TOKENS,
  ...FLEET_SECRETS,
];

/**
 * Reads the configuration of a Pitwall with Discord from environment variables, where an empty one counts as not set,
 * and from the file that describes several servers, if there is one.
 *
 * @throws UserError with one sentence per problem, one per line, all at once
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>, file?: ServersFile): Config {
  const { config, problems } = readSettings(variables, file);
  if (!config) throw new UserError(problems.length > 0 ? problems.join('\n') : HUB_HAS_DISCORD);
  return config;
}

const HUB_HAS_DISCORD = 'EDGE is set, so this is an edge of a fleet and has no Discord: run this on its hub.';

/**
 * What could be read, and one sentence per problem. The game servers are included, because their files may have more
 * problems.
 */
export interface ReadSettings {
  readonly role: FleetRole;
  readonly config?: Config | undefined;
  /** Instead of `config`, on an edge. */
  readonly edge?: EdgeConfig | undefined;
  readonly servers: readonly AnyServerConfig[];
  readonly problems: readonly string[];
  /** One sentence for each line of .env that has no effect. */
  readonly warnings: readonly string[];
}

/**
 * @param namesInFile what .env sets: there every line is meant for Pitwall, unlike in the environment
 * @throws UserError if nothing is set at all
 */
export function readSettings(
  variables: Readonly<Record<string, string | undefined>>,
  file?: ServersFile,
  namesInFile: readonly string[] = [],
): ReadSettings {
  const written = writtenIn(variables);
  const stray = strayLines(namesInFile, VARIABLES);
  const misspelt = new Map([
    ...misspellings(written, VARIABLES),
    ...stray.flatMap((line) => (isMistake(line) && line.nearest ? [[line.name, line.nearest.name] as const] : [])),
  ]);
  const meant = Object.fromEntries(Object.entries(written).map(([name, value]) => [misspelt.get(name) ?? name, value]));
  if (!isConfigured(meant)) throw new UserError(notConfigured());
  const role = fleetRoleOf(meant);
  const parsed = (role === 'edge' ? ofEdge : withDiscord).safeParse(meant);
  const read = serversOf(meant, role, file);
  const sentences = [
    ...[...misspelt].map(([name, known]) => `There is no setting ${name}; did you mean ${known}?`),
    ...(parsed.error?.issues ?? []).map((issue) => problemInWords(issue, meant)),
    ...read.problems,
    ...contradictions(meant),
  ];
  const { servers } = read;
  const warnings = stray.filter(({ name }) => !misspelt.has(name)).map(strayInWords);
  if (sentences.length > 0) return { role, servers, problems: sentences, warnings };
  return role === 'edge'
    ? { role, edge: edgeConfigFrom(ofEdge.parse(meant), read), servers, problems: [], warnings }
    : { role, config: configFrom(withDiscord.parse(meant), read), servers, problems: [], warnings };
}

/** Whether any setting is present without which Pitwall has nothing to do. */
export const isConfigured = (variables: Readonly<Record<string, string | undefined>>): boolean =>
  [...REQUIRED, 'EDGE', 'NATS_URL'].some((name) => (variables[name] ?? '').trim() !== '');

const notConfigured = (): string =>
  `Pitwall is not configured yet: run "${ownCommand('setup')}", or set ${REQUIRED.slice(0, -1).join(', ')} and ${REQUIRED.at(-1)} in .env, a copy of .env.example.` +
  (isInCheckout() ? ' To look around first: "npm run demo".' : '');

function serversOf(written: WrittenSettings, role: FleetRole, file: ServersFile | undefined): Servers {
  const hasOwn = file !== undefined || [...SERVER_VARIABLES.values(), 'SERVER_ID'].some((name) => name in written);
  if (role === 'hub' && !hasOwn) return { servers: [], edgeServers: [], problems: [] };
  const read = file ? readServersBeside(written, file) : readOnlyServer(written);
  return { ...read, problems: [...read.problems, ...misplaced(read, role, file)] };
}

/** Only the hub posts. */
function misplaced({ servers, edgeServers }: Servers, role: FleetRole, file?: ServersFile): readonly string[] {
  const posting = servers.find(({ channelIds, routes, notices }) => channelIds || routes || notices);
  return [
    ...(role === 'edge' && posting
      ? [`${file?.name}, [${posting.id}]: channels and NOTICES have no effect at an edge; they belong to its hub.`]
      : []),
    ...(role !== 'hub' && edgeServers[0]
      ? [`${file?.name}, [${edgeServers[0].id}]: EDGE only has an effect on the hub of a fleet.`]
      : []),
  ];
}

/** Settings that contradict each other. */
function contradictions(written: WrittenSettings): string[] {
  return [
    ...websocketContradictions(written),
    ...fleetContradictions(written),
    ...('METRICS_PORT' in written && written.METRICS_PORT === written.WEBSOCKET_PORT
      ? ['METRICS_PORT is also WEBSOCKET_PORT; each needs a port of its own.']
      : []),
  ];
}

function configFrom(set: z.infer<typeof withDiscord>, { servers, edgeServers }: Servers): Config {
  return { discord: leagueFrom(set), fleet: hubFrom(set, edgeServers), ...ownFrom(set, servers) };
}

function edgeConfigFrom(set: z.infer<typeof ofEdge>, { servers }: Servers): EdgeConfig | undefined {
  const fleet = edgeFrom(set);
  return fleet && { fleet, ...ownFrom(set, servers) };
}

const ownFrom = (set: z.infer<typeof ofEdge>, servers: readonly AnyServerConfig[]): OwnConfig => ({
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
});
