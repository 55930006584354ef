/** Checks one game server from outside: its files, its HTTP port, and its UDP data. */
import { type Configuration, readConfiguration } from '../../acserver/configuration.ts';
import { askInfo } from '../../acserver/info.ts';
import { tooLong } from '../../acserver/ini/entryList.ts';
import { NothingSent, openRcon, PasswordRefused } from '../../acserver/rcon.ts';
import { markOfFile, startOfFile } from '../../acserver/stdout/follow.ts';
import { bindSocket } from '../../acserver/udp/datagrams.ts';
import { isEnhanced } from '../../acserver/udp/packets.ts';
import { openPlugin } from '../../acserver/udp/socket.ts';
import { isWrittenByManager } from '../../config/filesBy.ts';
import { type AnyServerConfig, configurationFolder } from '../../config/server.ts';
import type { Clock } from '../../kit/clock.ts';
import { PassingError, UserError } from '../../kit/errors.ts';
import { sleep } from '../../kit/wait.ts';
import type { HttpFacts, PluginFacts, ReadLog, ServerFacts, Witnessed } from '../facts.ts';
import { lookAtFiles } from './files.ts';

/** How long to listen to a plugin interface: an empty server answers only the request for its session. */
const HEARD_WITHIN_MS = 10_000;
const LOOK_MS = 100;

export interface ServerLook {
  readonly clock: Clock;
  /** The running Pitwall listens on the ports itself, so this check does not. */
  readonly isListenedTo?: boolean;
  readonly heardWithinMs?: number;
  /** What the running Pitwall knows of it. */
  readonly witnessed?: Witnessed | undefined;
  /** How far its log was read, if nobody reads it now. */
  readonly readLog?: ReadLog | undefined;
}

/** The addresses of the plugin interface, from the owner's settings or from the files. */
export interface Pair {
  readonly listen: { readonly host: string; readonly port: number };
  readonly server: { readonly host: string; readonly port: number };
}

export async function lookAtServer(config: AnyServerConfig, look: ServerLook): Promise<ServerFacts> {
  const { clock, isListenedTo, witnessed } = look;
  const { configuration, problem } = read(config);
  const pair = pairOf(config, configuration);
  const host = pair?.server.host ?? '127.0.0.1';
  const http = configuration && (await lookAtHttp(host, configuration.cfg.httpPort, clock));
  // A stopped server of ours sends nothing, so only check whether its port is free.
  const isStopped = config.external === undefined && http?.state !== 'answers';
  const heard = pair && (await listenTo(pair, config, { ...look, heardWithinMs: isStopped ? 0 : look.heardWithinMs }));
  return {
    id: config.id,
    isExternal: config.external !== undefined,
    dialect: config.dialect ?? 'kunos',
    isWrittenByManager: isWrittenByManager(config),
    directory: config.directory,
    problem,
    tooLongList: configuration && tooLong(configuration.entries),
    plugin: isStopped && heard ? { ...heard.plugin, isHeard: undefined } : heard?.plugin,
    isPlain: heard?.isPlain,
    http,
    rcon: await lookAtRcon(config, clock),
    otherPair: otherPair(config, configuration),
    chained: isListenedTo ? witnessed?.chained : await lookForChained(config),
    logGap: isListenedTo ? witnessed?.logGap : await gapSince(config, look),
    ...(await lookAtFiles(config, clock.now())),
  };
}

/** If a Pitwall is running, uses what it received, provided that it listens on the ports that are set now. */
async function listenTo(
  pair: Pair,
  { dialect }: AnyServerConfig,
  look: ServerLook,
): Promise<{ readonly plugin: PluginFacts; readonly isPlain?: boolean | undefined }> {
  const { isPlain, ...plugin } = await lookAtPlugin(pair, { ...look, isEnhanced: dialect === 'acsm' });
  if (!look.isListenedTo) return { plugin, isPlain };
  const known = look.witnessed;
  const isSame = known?.plugin?.listen === plugin.listen && known.plugin.localPort === plugin.localPort;
  return isSame && known?.plugin ? { plugin: known.plugin, isPlain: known.isPlain } : { plugin };
}

/** Whether anybody listens where the plugin behind Pitwall should: on this machine, its port is then not free. */
async function lookForChained({ chain }: AnyServerConfig): Promise<ServerFacts['chained']> {
  if (!chain) return undefined;
  const address = addressInWords(chain.send);
  try {
    const trial = await bindSocket(chain.send, { setting: 'CHAIN_SEND', others: OTHERS });
    await new Promise<void>((resolve) => trial.close(() => resolve()));
    return { address, isThere: false };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Nothing is known about a port on another machine.
    return { address, isThere: error instanceof PassingError ? true : undefined };
  }
}

/** An external server's log is also rotated while nobody reads it. */
async function gapSince({ external }: AnyServerConfig, { readLog, clock }: ServerLook): Promise<ServerFacts['logGap']> {
  const path = external?.logFile;
  if (path === undefined || readLog?.path !== path || readLog.file === undefined) return undefined;
  const file = await markOfFile(path);
  if (file === undefined || file === readLog.file) return undefined;
  return { from: readLog.at, to: (await startOfFile(path)) ?? clock.now() };
}

function pairOf(config: AnyServerConfig, configuration: Configuration | undefined): Pair | undefined {
  if (config.udp) return config.udp;
  const plugin = configuration?.cfg.plugin;
  return plugin && { listen: plugin.listen, server: { host: plugin.listen.host, port: plugin.serverPort } };
}

/** The ports in the file, if the owner has set others. */
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

/** Lists AssettoServer's commands, and changes nothing. */
const HARMLESS = 'help';

/** @returns undefined if it has no RCON */
export async function lookAtRcon(config: AnyServerConfig, clock: Clock): Promise<ServerFacts['rcon']> {
  const { rcon: address, rconPassword } = config;
  if (!address) return undefined;
  const password = rconPassword ?? read(config).configuration?.cfg.adminPassword ?? '';
  const rcon = openRcon({ host: address.host, port: address.port, password: () => password, clock });
  try {
    await rcon.command(HARMLESS);
    return 'accepted';
  } catch (error) {
    if (error instanceof PasswordRefused) return 'refused';
    // It accepted the password, but did not answer that command.
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

/** @returns what was received, and whether it ignores what only the manager's own server answers */
export async function lookAtPlugin(
  pair: Pair,
  look: ServerLook & { readonly isEnhanced?: boolean },
): Promise<PluginFacts & { readonly isPlain?: boolean | undefined }> {
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

/** How long the answer to a ping may take. */
const PONG_WITHIN_MS = 3000;

/** @throws UserError if the port cannot be opened */
async function heard(
  { listen, server }: Pair,
  { clock, heardWithinMs = HEARD_WITHIN_MS, isEnhanced: isManagers = false }: Parameters<typeof lookAtPlugin>[1],
): Promise<Pick<PluginFacts, 'isHeard' | 'foreignFrom'> & { readonly isPlain?: boolean | undefined }> {
  // Reports a taken port before any host name is looked up.
  const trial = await bindSocket(listen, { setting: 'UDP_PLUGIN_ADDRESS in server_cfg.ini', others: OTHERS });
  await new Promise<void>((resolve) => trial.close(() => resolve()));
  let hasAnswered = false;
  const plugin = await openPlugin({
    listen,
    server,
    clock,
    intervalMs: 0,
    slots: () => 0,
    enhanced: isManagers,
    log: { debug() {}, info() {}, warn() {} },
    onPackets(packets) {
      if (packets.some(isEnhanced)) hasAnswered = true;
    },
    onPosition() {},
    onHeard() {},
  });
  const until = async (isThere: () => boolean, withinMs: number): Promise<boolean> => {
    for (let waited = 0; waited < withinMs && !isThere(); waited += LOOK_MS) await sleep(clock, LOOK_MS);
    return isThere();
  };
  try {
    const isHeard = await until(() => plugin.counters.received > 0, heardWithinMs);
    const isPlain = isHeard && isManagers ? !(await until(() => hasAnswered, PONG_WITHIN_MS)) : undefined;
    return { isHeard, isPlain, foreignFrom: isHeard ? undefined : plugin.counters.foreignFrom };
  } finally {
    await plugin.close();
  }
}

const OTHERS = 'another Pitwall or another plugin';
