/** Checks whether each game server's UDP data arrives, and why if it does not. */
import type { PluginFacts, ServerFacts } from '../facts.ts';
import { FINE, type Finding, fault, type Row, type Verdict, warning } from '../row.ts';

/** The findings of all servers; unknown if it is unknown for all of them. */
export function eachServer(check: (server: ServerFacts, now: number) => Verdict): Row['check'] {
  return ({ servers, now }) => {
    const verdicts = servers.map((each) => check(each, now));
    return verdicts.every((verdict) => verdict === 'unknown')
      ? 'unknown'
      : verdicts.flatMap((verdict) => (verdict === 'unknown' ? [] : verdict));
  };
}

export const hearingRows: readonly Row[] = [
  {
    number: 22,
    title: 'Every running game server sends UDP data',
    check: eachServer((server) => {
      const { plugin, http } = server;
      if (!plugin || plugin.isHeard === undefined) return switchedOff(server);
      if (plugin.isHeard || http?.state !== 'answers' || plugin.foreignFrom !== undefined) return FINE;
      return [deaf(server, plugin)];
    }),
  },
  {
    number: 23,
    title: 'Every game server responds',
    check: eachServer(({ id, isExternal, plugin, http }) => {
      if (!isExternal || plugin?.isHeard === undefined || !http) return 'unknown';
      if (plugin.isHeard || http.state === 'answers') return FINE;
      return [
        warning(
          `${id}: nothing is sending UDP data to ${plugin.listen}, and no game server answers on HTTP port ${http.port}.`,
          'It is not running, or HTTP_PORT is another one: start it.',
        ),
      ];
    }),
  },
  {
    number: 24,
    title: 'UDP data comes from the expected address',
    check: eachServer(({ id, plugin }) => {
      if (!plugin || plugin.isHeard === undefined) return 'unknown';
      if (plugin.isHeard || plugin.foreignFrom === undefined) return FINE;
      return [fault(`${id}: ${foreignSentence(plugin, plugin.foreignFrom)}`, FOREIGN_FIX)];
    }),
  },
  {
    number: 25,
    title: 'The UDP plugin port is free',
    check: eachServer(({ id, plugin }) => {
      if (!plugin) return 'unknown';
      if (plugin.taken === undefined) return FINE;
      return [
        fault(
          `${id}: ${plugin.taken}`,
          'Close that program; or, where it is another plugin, chain the two (docs/plugins.md).',
        ),
      ];
    }),
  },
  {
    number: 26,
    title: 'Nothing overwrites the UDP plugin ports',
    check: eachServer(({ id, otherPair, plugin, isWrittenByManager }) => {
      if (!plugin || isWrittenByManager) return 'unknown';
      if (!otherPair) return FINE;
      return [
        fault(
          `${id}: server_cfg.ini now says ${otherPair.listen} and ${otherPair.localPort}, Pitwall uses ${plugin.listen} and ${plugin.localPort}.`,
          'Where a manager writes server_cfg.ini at each start, put the pair in its Server Options and in SERVER_UDP_LISTEN and SERVER_UDP_SEND, and set SERVER_FILES_WRITTEN_BY=manager; else restart the game server.',
        ),
      ];
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

const deaf = (server: ServerFacts, plugin: PluginFacts): Finding =>
  fault(`${server.id}: ${deafSentence(server, plugin)}`, deafFix(plugin));

function switchedOff({ id, plugin, problem }: ServerFacts): Verdict {
  if (plugin || problem !== undefined) return 'unknown';
  return [
    fault(
      `${id}: The UDP plugin is switched off in server_cfg.ini.`,
      'Set UDP_PLUGIN_LOCAL_PORT=11000 and UDP_PLUGIN_ADDRESS=127.0.0.1:12000 under [SERVER], and restart the game server.',
    ),
  ];
}
