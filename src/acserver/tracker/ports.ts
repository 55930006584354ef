import type { ServerCfg } from '../ini/serverCfg.ts';
import type { TrackerSettings } from './settings.ts';

/** A port that something listens on, and its name in a message. */
export interface TakenPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly what: string;
}

export interface Neighbours {
  readonly cfg: Pick<ServerCfg, 'udpPort' | 'tcpPort' | 'httpPort' | 'plugin'>;
  /** Where Pitwall itself receives the plugin protocol; absent while it does not. */
  readonly ownPluginPort?: number | undefined;
  readonly others: readonly TakenPort[];
}

/**
 * The ports that stracker would find taken, one sentence each. stracker itself would only print a traceback, or worse,
 * share the datagrams with another program.
 */
export function portClashes(settings: TrackerSettings, neighbours: Neighbours): readonly string[] {
  const taken = [...portsOf(neighbours.cfg), ...neighbours.others];
  const own = portsOfTracker(settings, neighbours.cfg);
  const withOthers = own.flatMap(({ port, protocol, what }) =>
    taken
      .filter((other) => other.port === port && other.protocol === protocol)
      .map((other) => `${what} is ${port}, but that is ${other.what}.`),
  );
  const withItself = own.flatMap(({ port, protocol, what }, index) =>
    own
      .slice(0, index)
      .filter((other) => other.port === port && other.protocol === protocol)
      .map((other) => `${what} and ${other.what} are both ${port}.`),
  );
  return [...new Set([...chainProblems(settings, neighbours), ...withOthers, ...withItself])];
}

function portsOf({ udpPort, tcpPort, httpPort, plugin }: Neighbours['cfg']): TakenPort[] {
  return [
    { port: udpPort, protocol: 'udp', what: "the game server's UDP_PORT" },
    { port: tcpPort, protocol: 'tcp', what: "the game server's TCP_PORT" },
    { port: httpPort, protocol: 'tcp', what: "the game server's HTTP_PORT" },
    ...(plugin
      ? [{ port: plugin.serverPort, protocol: 'udp' as const, what: "the game server's UDP_PLUGIN_LOCAL_PORT" }]
      : []),
  ];
}

/** ptracker may use either protocol, so its port must be free in both. */
function portsOfTracker(settings: TrackerSettings, { plugin }: Neighbours['cfg']): TakenPort[] {
  const listed: readonly (readonly [number | undefined, TakenPort['protocol'], string])[] = [
    [settings.listeningPort, 'tcp', '[STRACKER_CONFIG] listening_port'],
    [settings.listeningPort, 'udp', '[STRACKER_CONFIG] listening_port'],
    [settings.httpPort, 'tcp', '[HTTP_CONFIG] listen_port'],
    [settings.receivePort ?? plugin?.listen.port, 'udp', '[ACPLUGIN] rcvPort'],
    [settings.proxyPluginLocalPort, 'udp', '[ACPLUGIN] proxyPluginLocalPort'],
  ];
  return listed.flatMap(([port, protocol, what]) => (port === undefined ? [] : [{ port, protocol, what }]));
}

/** Only one plugin receives data from the game server. Any other gets it from the one before it. */
function chainProblems(settings: TrackerSettings, { cfg, ownPluginPort }: Neighbours): string[] {
  const receivePort = settings.receivePort ?? cfg.plugin?.listen.port;
  if (receivePort === undefined) {
    return [
      'The UDP plugin is switched off in server_cfg.ini, and stracker cannot do without: set UDP_PLUGIN_LOCAL_PORT and UDP_PLUGIN_ADDRESS there.',
    ];
  }
  const { proxyPluginPort } = settings;
  return [
    ...(receivePort === ownPluginPort ? [bothFirst(receivePort)] : []),
    ...(proxyPluginPort !== undefined && proxyPluginPort === receivePort
      ? ['[ACPLUGIN] proxyPluginPort is its own rcvPort: it would talk to itself.']
      : []),
    ...(proxyPluginPort !== undefined && proxyPluginPort === cfg.plugin?.serverPort
      ? [
          "[ACPLUGIN] proxyPluginPort is the game server's UDP_PLUGIN_LOCAL_PORT; the port of the plugin behind stracker belongs there.",
        ]
      : []),
  ];
}

const bothFirst = (port: number): string =>
  `Pitwall and stracker would both listen on UDP port ${port}, where the game server sends, and only one of them would hear it. ` +
  'Put Pitwall behind stracker: choose two free ports, set [ACPLUGIN] proxyPluginPort to the first and proxyPluginLocalPort to the second, ' +
  "and Pitwall's SERVER_UDP_LISTEN and SERVER_UDP_SEND to the same two (127.0.0.1:<port>).";
