import type { ServerCfg } from '../acserver/ini/serverCfg.ts';
import type { AnyServerConfig } from '../config/server.ts';
import { UserError } from '../kit/errors.ts';
import { configurationReader } from './configuration.ts';

/**
 * Checks the configurations of all game servers before the first of them is opened.
 *
 * @throws UserError with one sentence per problem, all at once: files that cannot be used, ports that two servers share
 */
export function mustFitTogether(servers: readonly AnyServerConfig[]): void {
  const problems: string[] = [];
  const seen: Seen[] = [];
  for (const server of servers) {
    try {
      seen.push({ id: server.id, cfg: configurationReader(server)().cfg });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
    }
  }
  problems.push(...sharedPorts(seen));
  if (problems.length > 0) throw new UserError(problems.join('\n'));
}

interface Seen {
  readonly id: string;
  readonly cfg: Pick<ServerCfg, 'udpPort' | 'tcpPort' | 'httpPort' | 'plugin'>;
}

/** One sentence for each port that two servers use. A port of 0 is unknown. */
export function sharedPorts(servers: readonly Seen[]): string[] {
  return servers.flatMap((server, index) =>
    servers.slice(0, index).flatMap((other) =>
      PORTS.flatMap(({ key, of }) => {
        const port = of(server.cfg);
        if (!port || port !== of(other.cfg)) return [];
        return [`${other.id} and ${server.id} have the same port ${port} in ${key}; each needs its own.`];
      }),
    ),
  );
}

const PORTS: readonly { readonly key: string; of(cfg: Seen['cfg']): number | undefined }[] = [
  { key: 'UDP_PORT', of: ({ udpPort }) => udpPort },
  { key: 'TCP_PORT', of: ({ tcpPort }) => tcpPort },
  { key: 'HTTP_PORT', of: ({ httpPort }) => httpPort },
  { key: 'UDP_PLUGIN_LOCAL_PORT', of: ({ plugin }) => (plugin?.serverHost ? undefined : plugin?.serverPort) },
  { key: 'UDP_PLUGIN_ADDRESS', of: ({ plugin }) => plugin?.listen.port },
];
