// The socket for a second plugin behind Pitwall.

import { UserError } from '../../kit/errors.ts';
import type { Chain } from './chain.ts';
import { decodeFromPlugin, encode } from './codec.ts';
import { type Address, addressOf, bindSocket, closed, receive, sender, type TrafficCounters } from './datagrams.ts';
import { countDrops, type Drops, type TrafficLog } from './drops.ts';
import type { FromPlugin } from './packets.ts';

export interface ChainedPlugin {
  /** Where Pitwall listens for it: CHAIN_LISTEN, its UDP_PLUGIN_LOCAL_PORT. */
  readonly listen: Address;
  /** Where it listens: CHAIN_SEND, its UDP_PLUGIN_ADDRESS. Only this host's datagrams are accepted, from any port. */
  readonly send: Address;
  /** Outlives the sockets: an interval is said once and stays valid when the game server restarts. */
  readonly chain: Chain;
}

export interface ChainCounters extends TrafficCounters {
  /** Invalid datagrams of the plugin, by kind. They are passed on like all others. */
  readonly unknown: Drops['counts'];
}

/** The server's end of the protocol, as the chained plugin sees it. */
export interface ChainSocket {
  /** The port in use; the system chooses it if `listen.port` is 0. */
  readonly port: number;
  readonly counters: Readonly<ChainCounters>;
  /** Passes bytes from the server to the plugin; they are lost while it is away. */
  forward(datagram: Uint8Array): void;
  close(): Promise<void>;
}

interface ChainSocketOptions extends ChainedPlugin {
  /** The addresses used by Pitwall and the server: a plugin at one of them would be one of these two. */
  readonly taken: readonly Address[];
  readonly log: TrafficLog;
  readonly toServer: (datagram: Uint8Array) => void;
}

/** Rejects with UserError if the port is taken, a host is not found, or the plugin's address is not its own. */
export async function openChainSocket(options: ChainSocketOptions): Promise<ChainSocket> {
  const { listen, send, chain, log, toServer } = options;
  const peer = { ...send, address: await addressOf(send.host, "the chained plugin's host") };
  await refuseLoop(options, peer.address);
  const socket = await bindSocket(listen, { setting: settingName('CHAIN_LISTEN'), others: 'another program' });
  const drops = countDrops(log, 'passed on a datagram of the chained plugin that is no packet');
  const counters: ChainCounters = { received: 0, foreign: 0, sent: 0, failed: 0, unknown: drops.counts };
  const line = { socket, peer, fromAnyPort: true, counters, log };

  receive(line, (datagram) => {
    if (counters.received === 1) log.info({ from: peer.address }, 'the chained plugin speaks');
    const packet = decodeOrCount(datagram, drops);
    const told = packet && chain.chainedSaid(packet);
    toServer(told === packet || !told ? datagram : encode(told));
  });
  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    closing ??= closed(socket);
    return closing;
  }
  return { port: socket.address().port, counters, forward: sender(line), close };
}

/** If we sent to ourselves, each datagram would cause the next for ever. */
async function refuseLoop({ listen, send, taken }: ChainSocketOptions, address: string): Promise<void> {
  for (const each of [listen, ...taken]) {
    if (each.port !== send.port) continue;
    const other = await addressOf(each.host, 'the host');
    if (other !== address && other !== everyAddress) continue;
    throw new UserError(
      `${settingName('CHAIN_SEND')} is ${send.host}:${send.port}, where Pitwall or the game server itself listens. ` +
        'The address on which the chained plugin listens was expected.',
    );
  }
}

const everyAddress = '0.0.0.0';

/** In .env the server's settings have a prefix. */
const settingName = (key: string): string => `${key} (in .env SERVER_${key})`;

function decodeOrCount(datagram: Buffer, drops: Drops): FromPlugin | undefined {
  try {
    return decodeFromPlugin(datagram);
  } catch (error) {
    drops.add(error, datagram);
    return undefined;
  }
}
