/** The game servers: a single one in variables, or several in the sections of servers.ini. */
import type { EdgeServerConfig } from './edgeServers.ts';
import { type AnyServerConfig, readServer, SERVER_KEYS } from './server.ts';
import { readServersFile, type ServersFile } from './serversFile.ts';
import { type WrittenSettings, writtenIn } from './values.ts';

/** Keys that could be another program's variable get the prefix SERVER_. */
const variableOf = (key: string): string =>
  /^(DIALECT|MODE|FILES_|UDP_|CHAIN_|RCON_|PRESET|LOG_FILE|START_|STOP_|RESTART_)/.test(key) ? `SERVER_${key}` : key;

/** The variables for a single game server, by their keys in a section of servers.ini. */
export const SERVER_VARIABLES: ReadonlyMap<string, string> = new Map(
  SERVER_KEYS.filter((key) => !/^(CHANNELS$|NOTICES$|DISCORD_)/.test(key)).map((key) => [key, variableOf(key)]),
);

export interface Servers {
  readonly servers: readonly AnyServerConfig[];
  readonly edgeServers: readonly EdgeServerConfig[];
  readonly problems: readonly string[];
}

/** The only server, which the variables describe. */
export function readOnlyServer(written: WrittenSettings): Servers {
  const keys = [...SERVER_VARIABLES].flatMap(([key, name]) => (name in written ? [[key, written[name]] as const] : []));
  const id = written.SERVER_ID ?? 'main';
  const { server, problems } = readServer({ id, written: writtenIn(Object.fromEntries(keys)), nameOf: variableOf });
  return { servers: server ? [server] : [], edgeServers: [], problems };
}

/** Several servers, which a file describes; the variables for a single one have no effect beside it. */
export function readServersBeside(written: WrittenSettings, file: ServersFile): Servers {
  const { servers, edgeServers, problems } = readServersFile(file);
  const stray = [...SERVER_VARIABLES, ['', 'SERVER_ID'] as const]
    .filter(([, name]) => name in written)
    .map(([key, name]) => {
      const place = key === '' ? 'the names of its sections count' : `put ${key} into each section that needs it`;
      return `${name} has no effect if ${file.name} describes the servers: ${place}, and remove ${name}.`;
    });
  return { servers, edgeServers, problems: [...problems, ...stray] };
}
