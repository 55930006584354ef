/** All that the owner has written, and all that is wrong with it, told at once. */
import { readConfiguration } from '../acserver/configuration.ts';
import { type AnyServerConfig, type Config, readSettings } from '../config/environment.ts';
import { openPenaltiesFile } from '../config/penaltiesFile.ts';
import { configurationFolder } from '../config/server.ts';
import { openServersFile } from '../config/serversFile.ts';
import { directoryNear, lookAtProgram } from '../doctor/look/files.ts';
import { programFindings } from '../doctor/rows/gameServer.ts';
import { readPenaltiesFile } from '../features/penalties/file.ts';
import type { PenaltySettings } from '../features/penalties/settings.ts';
import { UserError } from '../kit/errors.ts';

export interface OwnSettings {
  readonly config: Config;
  readonly penalties: ReadonlyMap<string, PenaltySettings> | undefined;
  /** What does not keep Pitwall from running, one sentence each. */
  readonly warnings: readonly string[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * @throws UserError with one sentence a line for every problem: of the settings, of the game servers' directories, and of
 *   the rules
 */
export function readOwnSettings(variables: Variables): OwnSettings {
  const { config, servers, problems } = readSettings(variables, openServersFile(variables.SERVERS_FILE));
  // Which servers its sections may name is known once their settings are right.
  const rules = config ? penaltiesOf(variables, servers) : { problems: [] };
  const warnings = servers.flatMap(programProblem);
  const all = [...problems, ...servers.flatMap(directoryProblem), ...rules.problems];
  if (!config || all.length > 0) throw new UserError([...all, ...warnings].join('\n'));
  return { config, penalties: rules.penalties, warnings };
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

/** A game server that runs already is found again without it. */
function programProblem(config: AnyServerConfig): readonly string[] {
  const found = programFindings({ id: config.id, program: lookAtProgram(config) });
  return found === 'unknown' ? [] : found.map(({ sentence, fix }) => `${sentence} ${fix}`);
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
