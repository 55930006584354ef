/** Reads everything the owner has configured, and reports all problems at once. */
import { readConfiguration } from '../acserver/configuration.ts';
import {
  type AnyServerConfig,
  type Config,
  type EdgeConfig,
  type ReadSettings,
  readSettings,
} from '../config/environment.ts';
import type { FleetRole, HubSettings } from '../config/fleet.ts';
import { openPenaltiesFile } from '../config/penaltiesFile.ts';
import { configurationFolder } from '../config/server.ts';
import { openServersFile } from '../config/serversFile.ts';
import { directoryNear, lookAtProgram } from '../doctor/look/files.ts';
import { findingsOf } from '../doctor/row.ts';
import { programFindings } from '../doctor/rows/gameServer.ts';
import { readPenaltiesFile } from '../features/penalties/file.ts';
import type { PenaltySettings } from '../features/penalties/settings.ts';
import { UserError } from '../kit/errors.ts';
import { ownCommand } from '../kit/ownCommand.ts';

/** All settings, of a Pitwall with Discord or of an edge. */
export interface OwnSettings<Configured = Config> {
  readonly config: Configured;
  readonly penalties: ReadonlyMap<string, PenaltySettings> | undefined;
  /** Problems that do not stop Pitwall, one sentence each. */
  readonly warnings: readonly string[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * @throws UserError with one sentence per line for every problem: with the settings, the game servers' directories, and
 * the rules. The two functions below do the same.
 *
 * @param namesInFile what .env sets, known or not
 */
export const readOwnSettings = (variables: Variables, namesInFile: readonly string[]): OwnSettings =>
  readFor('alone', { variables, namesInFile }, ({ config }) => config);

export const readHubSettings = (
  variables: Variables,
  namesInFile: readonly string[],
): OwnSettings<Config & { readonly fleet: HubSettings }> =>
  readFor('hub', { variables, namesInFile }, ({ config }) => config?.fleet && { ...config, fleet: config.fleet });

export const readEdgeSettings = (variables: Variables, namesInFile: readonly string[]): OwnSettings<EdgeConfig> =>
  readFor('edge', { variables, namesInFile }, ({ edge }) => edge);

function readFor<Configured>(
  started: FleetRole,
  { variables, namesInFile }: { readonly variables: Variables; readonly namesInFile: readonly string[] },
  configured: (read: ReadSettings) => Configured | undefined,
): OwnSettings<Configured> {
  const read = readSettings(variables, openServersFile(variables.SERVERS_FILE), namesInFile);
  const other = otherRole(started, read.role);
  if (other !== undefined) throw new UserError(other);
  const { servers } = read;
  const config = configured(read);
  // The servers that its sections may name are known only once the settings are valid.
  const rules = config ? penaltiesOf(variables, servers) : { problems: [] };
  const warnings = [...read.warnings, ...servers.flatMap(programProblem)];
  const all = [...read.problems, ...servers.flatMap(directoryProblem), ...rules.problems];
  if (!config || all.length > 0) throw new UserError([...all, ...warnings].join('\n'));
  return { config, penalties: rules.penalties, warnings };
}

/** Why the settings do not fit the program that was started. */
function otherRole(started: FleetRole, set: FleetRole): string | undefined {
  if (started === set) return undefined;
  if (set === 'edge') return `EDGE is set: this is an edge of a fleet, which "${ownCommand('edge')}" starts.`;
  if (set === 'hub') {
    return started === 'edge'
      ? 'EDGE is missing: it must be the name of this edge, which is its user in nats-server.conf.'
      : `NATS_URL is set: this is the hub of a fleet, which "${ownCommand('hub')}" starts; for an edge, set EDGE.`;
  }
  return `NATS_URL is missing: it must be an address such as tls://nats.example.org:4222; "${ownCommand('start')}" starts a Pitwall that is alone.`;
}

function directoryProblem(config: AnyServerConfig): readonly string[] {
  const { directory } = config;
  if (directory === undefined) return [];
  try {
    readConfiguration(directory, configurationFolder(config));
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const near = directoryNear(directory);
    return [near === undefined || near === directory ? error.message : `${error.message} It is in ${near}.`];
  }
}

/** Only a warning: a game server that is already running is found again without its program. */
function programProblem(config: AnyServerConfig): readonly string[] {
  const found = programFindings({ id: config.id, program: lookAtProgram(config) });
  return findingsOf(found).map(({ sentence, fix }) => `${sentence} ${fix}`);
}

function penaltiesOf(
  variables: Variables,
  servers: readonly AnyServerConfig[],
): { readonly penalties?: OwnSettings['penalties']; readonly problems: readonly string[] } {
  try {
    const file = openPenaltiesFile(variables.PENALTIES_FILE, variables.SERVERS_FILE);
    const ids = servers.map(({ id }) => id);
    return { penalties: file && readPenaltiesFile(file, ids), problems: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: error.message.split('\n') };
  }
}
