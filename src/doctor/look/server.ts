/** One game server from outside: its files, its HTTP port, and whether it is heard. */
import { type Configuration, readConfiguration } from '../../acserver/configuration.ts';
import { askInfo } from '../../acserver/info.ts';
import { NothingSent, openRcon, PasswordRefused } from '../../acserver/rcon.ts';
import { bindSocket } from '../../acserver/udp/datagrams.ts';
import { openPlugin } from '../../acserver/udp/socket.ts';
import { type AnyServerConfig, configurationFolder } from '../../config/server.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import { sleep } from '../../kit/wait.ts';
import type { HttpFacts, PluginFacts, ServerFacts } from '../facts.ts';
import { lookAtFiles } from './files.ts';

/** How long a plugin interface is listened to: an empty server answers the question what session runs. */
const HEARD_WITHIN_MS = 10_000;
const LOOK_MS = 100;

export interface ServerLook {
  readonly clock: Clock;
  /** The running Pitwall listens on the ports itself: they are left to it. */
  readonly isListenedTo?: boolean;
  readonly heardWithinMs?: number;
}

/** Where the plugin datagrams go, by the owner's word or by the files. */
export interface Pair {
  readonly listen: { readonly host: string; readonly port: number };
  readonly server: { readonly host: string; readonly port: number };
}

export async function lookAtServer(config: AnyServerConfig, look: ServerLook): Promise<ServerFacts> {
  const { clock } = look;
  const { configuration, problem } = read(config);
  const pair = pairOf(config, configuration);
  const host = pair?.server.host ?? '127.0.0.1';
  const http = configuration && (await lookAtHttp(host, configuration.cfg.httpPort, clock));
  // One of ours that is stopped says nothing: only whether its port is free is looked at.
  const isStopped = config.external === undefined && http?.state !== 'answers';
  const plugin = pair && (await lookAtPlugin(pair, isStopped ? { ...look, heardWithinMs: 0 } : look));
  return {
    id: config.id,
    isExternal: config.external !== undefined,
    dialect: config.dialect ?? 'kunos',
    directory: config.directory,
    problem,
    plugin: isStopped && plugin ? { ...plugin, isHeard: undefined } : plugin,
    http,
    rcon: await lookAtRcon(config, configuration, clock),
    otherPair: otherPair(config, configuration),
    ...(await lookAtFiles(config, clock.now())),
  };
}

function pairOf(config: AnyServerConfig, configuration: Configuration | undefined): Pair | undefined {
  if (config.udp) return config.udp;
  const plugin = configuration?.cfg.plugin;
  return plugin && { listen: plugin.listen, server: { host: plugin.listen.host, port: plugin.serverPort } };
}

/** What stands in the file, where the owner has said something else. */
function otherPair(config: AnyServerConfig, configuration: Configuration | undefined): ServerFacts['otherPair'] {
  const plugin = configuration?.cfg.plugin;
  if (!config.udp || !plugin) return undefined;
  const isSame = plugin.listen.port === config.udp.listen.port && plugin.serverPort === config.udp.server.port;
  return isSame ? undefined : { listen: addressInWords(plugin.listen), localPort: plugin.serverPort };
}

const addressInWords = ({ host, port }: { readonly host: string; readonly port: number }): string => `${host}:${port}`;

function read(config: AnyServerConfig): { configuration?: Configuration; problem?: string } {
  const { directory } = config;
  if (directory === undefined) return {};
  try {
    return { configuration: readConfiguration(directory, configurationFolder(config)) };
  } catch (error) {
    if (error instanceof UserError) return { problem: error.message };
    throw error;
  }
}

/** AssettoServer's list of commands: a question that changes nothing. */
const HARMLESS = 'help';

async function lookAtRcon(
  { rcon: address, rconPassword }: AnyServerConfig,
  configuration: Configuration | undefined,
  clock: Clock,
): Promise<ServerFacts['rcon']> {
  if (!address) return undefined;
  const password = rconPassword ?? configuration?.cfg.adminPassword ?? '';
  const rcon = openRcon({ host: address.host, port: address.port, password: () => password, clock });
  try {
    await rcon.command(HARMLESS);
    return 'accepted';
  } catch (error) {
    if (error instanceof PasswordRefused) return 'refused';
    // Let in, it did not answer to that line.
    return error instanceof NothingSent ? 'unreachable' : 'accepted';
  } finally {
    rcon.close();
  }
}

export async function lookAtHttp(host: string, port: number, clock: Clock): Promise<HttpFacts | undefined> {
  if (port === 0) return undefined;
  const { state, name, drivers } = await askInfo(host, port, clock);
  return { port, state, name, drivers };
}

export async function lookAtPlugin(pair: Pair, look: ServerLook): Promise<PluginFacts> {
  const base = {
    listen: addressInWords(pair.listen),
    localPort: pair.server.port,
    serverHost: pair.server.host,
  };
  if (look.isListenedTo) return base;
  try {
    return { ...base, ...(await heard(pair, look)) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...base, taken: error.message };
  }
}

/** @throws UserError where the port cannot be had */
async function heard(
  { listen, server }: Pair,
  { clock, heardWithinMs = HEARD_WITHIN_MS }: ServerLook,
): Promise<Pick<PluginFacts, 'isHeard' | 'foreignFrom'>> {
  // A port that is taken is told before a name is looked up.
  const trial = await bindSocket(listen, { setting: 'UDP_PLUGIN_ADDRESS in server_cfg.ini', others: OTHERS });
  await new Promise<void>((resolve) => trial.close(() => resolve()));
  const plugin = await openPlugin({
    listen,
    server,
    clock,
    intervalMs: 0,
    slots: () => 0,
    log: { debug() {}, info() {}, warn() {} },
    onPackets() {},
    onPosition() {},
    onHeard() {},
  });
  try {
    for (let waited = 0; waited < heardWithinMs; waited += LOOK_MS) {
      if (plugin.counters.received > 0) return { isHeard: true };
      await sleep(clock, LOOK_MS);
    }
    return { isHeard: plugin.counters.received > 0, foreignFrom: plugin.counters.foreignFrom };
  } finally {
    await plugin.close();
  }
}

const OTHERS = 'another Pitwall or another plugin';
