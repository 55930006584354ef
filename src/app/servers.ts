/** Opens the game servers, for any kind of Pitwall. */
import type { WatchFile } from '../acserver/stdout/hints.ts';
import type { TakenPort } from '../acserver/tracker/ports.ts';
import type { Config } from '../config/environment.ts';
import type { People } from '../features/judging/people.ts';
import type { PenaltySettings } from '../features/penalties/settings.ts';
import { mustFitTogether } from '../live/ports.ts';
import { logRace } from '../race/eventLog.ts';
import { spellingIn, wordsIn } from '../texts/languages.ts';
import { type OpenServer, openServer } from './server.ts';
import type { Shared } from './shared.ts';

export interface ServersOptions extends Pick<Shared, 'clock' | 'log' | 'opened'> {
  readonly config: Pick<
    Config,
    'servers' | 'dataDirectory' | 'publishEvidence' | 'language' | 'websocket' | 'metricsPort'
  >;
  /** The penalty rules by server id; nothing is watched on a server without an entry. */
  readonly penalties?: ReadonlyMap<string, PenaltySettings> | undefined;
  /** Reports that a log has grown before the next poll; when absent, logs are only polled. */
  readonly watchFile?: WatchFile | undefined;
}

export async function openServers(
  { config, clock, log, opened, penalties, watchFile }: ServersOptions,
  known: Pick<Shared, 'store' | 'links' | 'roster' | 'content'> & { readonly people: People },
): Promise<ReadonlyMap<string, OpenServer>> {
  const { store, links, roster, content, people } = known;
  mustFitTogether(config.servers);
  const servers = new Map<string, OpenServer>();
  for (const each of config.servers) {
    const server = await openServer(each, {
      store,
      clock,
      log,
      dataDirectory: config.dataDirectory,
      watchFile,
      takenPorts: takenPorts(config),
      penalties: penalties?.get(each.id),
      publishesEvidence: config.publishEvidence,
      words: wordsIn(config.language),
      spelling: spellingIn(config.language),
      roster,
      content,
      people,
      isLinked: (guid) => links.userOf(guid) !== undefined,
    });
    logRace(server.live.bus, log.child({ server: each.id }));
    servers.set(each.id, server);
    opened(() => server.close());
  }
  return servers;
}

const takenPorts = ({ websocket, metricsPort }: ServersOptions['config']): readonly TakenPort[] =>
  [
    { port: websocket?.port, what: "Pitwall's WEBSOCKET_PORT" },
    { port: metricsPort, what: "Pitwall's METRICS_PORT" },
  ].flatMap(({ port, what }) => (port === undefined ? [] : [{ port, protocol: 'tcp', what }]));
