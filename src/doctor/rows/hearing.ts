/** Checks whether each game server's UDP data arrives, and why if it does not. */
import type { PluginFacts, ServerFacts } from '../facts.ts';
import { FINE, type Finding, fault, NOT_HERE, notRun, type Row, together, type Verdict, warning } from '../row.ts';

export const eachServer =
  (check: (server: ServerFacts, now: number) => Verdict): Row['check'] =>
  ({ servers, now }) =>
    together(servers.map((each) => check(each, now)));

export const withoutFiles = ({ id }: Pick<ServerFacts, 'id'>): Verdict => notRun(`${id}: its files cannot be read`);

/** A plugin interface that is switched off is a finding of its own. */
function whenPluggedIn(server: ServerFacts, check: (plugin: PluginFacts) => Verdict): Verdict {
  const { plugin, problem } = server;
  if (plugin) return check(plugin);
  return problem === undefined ? NOT_HERE : withoutFiles(server);
}

/** A server of ours that does not run cannot be heard. */
export function whenHeard(server: ServerFacts, check: (isHeard: boolean, plugin: PluginFacts) => Verdict): Verdict {
  const { id, isExternal, isUp, http } = server;
  return whenPluggedIn(server, (plugin) => {
    if (plugin.isHeard !== undefined) return check(plugin.isHeard, plugin);
    if (plugin.taken !== undefined) return notRun(`${id}: its UDP port is taken`);
    const isStopped = !isExternal && !isUp && http?.state !== 'answers';
    return isStopped ? NOT_HERE : notRun(`${id}: Pitwall has not listened to it for long enough`);
  });
}

export const hearingRows: readonly Row[] = [
  {
    number: 22,
    title: 'Every running game server sends UDP data',
    check: eachServer((server) => {
      const { plugin, http, problem } = server;
      if (!plugin && problem === undefined) return [switchedOff(server)];
      return whenHeard(server, (isHeard, { foreignFrom, ...pair }) =>
        isHeard || http?.state !== 'answers' || foreignFrom !== undefined ? FINE : [deaf(server, pair)],
      );
    }),
  },
  {
    number: 23,
    title: 'Every game server responds',
    check: eachServer((server) => {
      const { id, isExternal, http } = server;
      if (!isExternal) return NOT_HERE;
      return whenHeard(server, (isHeard, { listen }) => {
        if (isHeard || http?.state === 'answers') return FINE;
        if (!http) return notRun(`${id}: it has no HTTP port to ask`);
        return [
          warning(
            `${id}: nothing is sending UDP data to ${listen}, and no game server answers on HTTP port ${http.port}.`,
            'It is not running, or HTTP_PORT is another one: start it.',
          ),
        ];
      });
    }),
  },
  {
    number: 24,
    title: 'UDP data comes from the expected address',
    check: eachServer((server) =>
      whenHeard(server, (isHeard, plugin) => {
        if (isHeard || plugin.foreignFrom === undefined) return FINE;
        return [fault(`${server.id}: ${foreignSentence(plugin, plugin.foreignFrom)}`, FOREIGN_FIX)];
      }),
    ),
  },
  {
    number: 25,
    title: 'The UDP plugin port is free',
    check: eachServer((server) =>
      whenPluggedIn(server, ({ taken }) => {
        if (taken === undefined) return FINE;
        return [
          fault(
            `${server.id}: ${taken}`,
            'Close that program; or, where it is another plugin, chain the two (docs/plugins.md).',
          ),
        ];
      }),
    ),
  },
  {
    number: 26,
    title: 'Nothing overwrites the UDP plugin ports',
    check: eachServer((server) => {
      const { id, otherPair, problem, isWrittenByManager } = server;
      if (isWrittenByManager) return NOT_HERE;
      return whenPluggedIn(server, ({ listen, localPort }) => {
        if (problem !== undefined) return withoutFiles(server);
        if (!otherPair) return FINE;
        return [
          fault(
            `${id}: server_cfg.ini now says ${otherPair.listen} and ${otherPair.localPort}, Pitwall uses ${listen} and ${localPort}.`,
            'Where a manager writes server_cfg.ini at each start, put the pair in its Server Options and in SERVER_UDP_LISTEN and SERVER_UDP_SEND, and set SERVER_FILES_WRITTEN_BY=manager; else restart the game server.',
          ),
        ];
      });
    }),
  },
];

/** The two lines of server_cfg.ini that point the plugin interface at us. */
export const pairInWords = ({ listen, localPort }: Pick<PluginFacts, 'listen' | 'localPort'>): string =>
  `UDP_PLUGIN_LOCAL_PORT=${localPort} and UDP_PLUGIN_ADDRESS=${listen}`;

const drivers = (count: number): string => (count === 1 ? '1 driver' : `${count} drivers`);

/** It answers over HTTP but sends no UDP data: its plugin interface points elsewhere, or it was not restarted since. */
function deafSentence({ http }: Pick<ServerFacts, 'http'>, { listen }: Pick<PluginFacts, 'listen'>): string {
  const says = http?.drivers === undefined ? 'HTTP answers' : `HTTP says ${drivers(http.drivers)}`;
  return `Nothing is sending UDP data to ${listen}, but ${says}: the game server's UDP plugin does not point here.`;
}

const deafFix = (plugin: Pick<PluginFacts, 'listen' | 'localPort'>): string =>
  `Set ${pairInWords(plugin)} under [SERVER] in server_cfg.ini (in a manager: its UDP plugin settings), and restart the game server.`;

const foreignSentence = ({ serverHost }: Pick<PluginFacts, 'serverHost'>, from: string): string =>
  `datagrams come from ${from}, expected ${serverHost}: there is address translation (NAT) in between, or the ports differ.`;

const FOREIGN_FIX =
  'Put both on one network with fixed addresses (or on the host’s), and set SERVER_UDP_SEND to where the datagrams come from.';

const deaf = (server: ServerFacts, plugin: Pick<PluginFacts, 'listen' | 'localPort'>): Finding =>
  fault(`${server.id}: ${deafSentence(server, plugin)}`, deafFix(plugin));

const switchedOff = ({ id }: ServerFacts): Finding =>
  fault(
    `${id}: The UDP plugin is switched off in server_cfg.ini.`,
    'Set UDP_PLUGIN_LOCAL_PORT=11000 and UDP_PLUGIN_ADDRESS=127.0.0.1:12000 under [SERVER], and restart the game server.',
  );
