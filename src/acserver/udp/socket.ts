import { everyone } from './chain.ts';
import { type ChainCounters, type ChainedPlugin, type ChainSocket, openChainSocket } from './chainSocket.ts';
import { decodeFromServer, encode } from './codec.ts';
import { type DialogueOptions, PluginDialogue } from './conversation.ts';
import { type Address, addressOf, bindSocket, closed, receive, sender, type TrafficCounters } from './datagrams.ts';
import { countDrops, type Drops, type TrafficLog } from './drops.ts';
import { type FromPlugin, type FromServer, isEnhanced, type PacketOf } from './packets.ts';
import { copyOf, PositionReader } from './position.ts';
import { PacketError } from './reader.ts';

export interface PluginOptions extends Omit<DialogueOptions, 'send' | 'intervalMs'> {
  /** Where the server sends to: UDP_PLUGIN_ADDRESS. */
  readonly listen: Address;
  /** Where the server listens, and sends from: its host and UDP_PLUGIN_LOCAL_PORT. Everything else is ignored. */
  readonly server: Address;
  /** How often every car is reported, in milliseconds; 0 asks for nothing. */
  readonly intervalMs: number;
  /** The plugin behind this one, which receives the server's packets through it. */
  readonly chained?: ChainedPlugin | undefined;
  readonly log: TrafficLog;
}

export interface Plugin {
  readonly port: number;
  readonly counters: Readonly<Counters>;
  readonly chained: { readonly port: number; readonly counters: Readonly<ChainCounters> } | undefined;
  /** Fire and forget, as always with UDP. RangeError for a number that the packet cannot carry. */
  send(packet: FromPlugin): void;
  ask(): void;
  close(): Promise<void>;
}

interface Counters extends TrafficCounters {
  readonly dropped: Drops['counts'];
  /** When the last datagram of the game server came, by the monotonic clock; undefined before the first. */
  heardAt: number | undefined;
}

/**
 * Listens to a game server and talks to it from the same socket, which is how the server knows its plugin. Asks at once
 * for what a late plugin has missed. Rejects with UserError if a port is taken or a host is not found.
 */
export async function openPlugin(options: PluginOptions): Promise<Plugin> {
  const { listen, log, intervalMs, enhanced = false } = options;
  const chain = options.chained?.chain;
  const peer = { ...options.server, address: await addressOf(options.server.host, "the game server's host") };
  const socket = await bindSocket(listen, { setting: pluginAddress, others: 'another Pitwall or another plugin' });
  const drops = countDrops(log);
  const counters: Counters = {
    received: 0,
    foreign: 0,
    sent: 0,
    failed: 0,
    dropped: drops.counts,
    heardAt: undefined,
  };
  const line = { socket, peer, counters, log };
  const toServer = sender(line);
  const chained = await openChained(options, toServer).catch(async (error) => {
    await closed(socket);
    throw error;
  });
  const send = (packet: FromPlugin): void => {
    toServer(encode(packet));
    chain?.ownSaid(packet);
  };
  const conversation = new PluginDialogue({ ...options, intervalMs: chain?.intervalMs ?? (() => intervalMs), send });
  const inbox = new Inbox(conversation, log);
  const positions = new PositionReader();

  receive(line, (datagram) => {
    const at = options.clock.monotonic();
    counters.heardAt = at;
    conversation.heard(at);
    const packet = positions.read(datagram) ?? decodeOrDrop(datagram, drops, enhanced);
    const hearers = (packet && chain?.hearersOf(packet)) ?? everyone;
    if (chained && hearers.includes('chained')) chained.forward(datagram);
    if (packet && hearers.includes('own')) inbox.add(packet, at);
  });
  conversation.begin();

  let closing: Promise<unknown> | undefined;
  async function close(): Promise<void> {
    conversation.close();
    inbox.close();
    closing ??= Promise.all([closed(socket), chained?.close()]);
    await closing;
  }
  return { port: socket.address().port, counters, chained, send, ask: () => conversation.ask(), close };
}

const pluginAddress = 'UDP_PLUGIN_ADDRESS in server_cfg.ini';

async function openChained(
  { chained, listen, server, log }: PluginOptions,
  toServer: (datagram: Uint8Array) => void,
): Promise<ChainSocket | undefined> {
  return chained && openChainSocket({ ...chained, taken: [listen, server], log, toServer });
}

function decodeOrDrop(datagram: Buffer, drops: Drops, enhanced: boolean): FromServer | undefined {
  try {
    const packet = decodeFromServer(datagram);
    // From a server that was not asked for them, these ids mean something else, if anything.
    if (!enhanced && isEnhanced(packet))
      throw new PacketError('unknown', `${packet.type} is only for the manager's own`);
    return packet;
  } catch (error) {
    drops.add(error, datagram);
    return undefined;
  }
}

/**
 * Delivers together what arrived in one turn of the event loop, but a position at once if nothing is queued before it.
 * A listener that throws does not stop the feed.
 */
class Inbox {
  readonly #conversation: Pick<PluginDialogue, 'receive' | 'receivePosition'>;
  readonly #log: TrafficLog;
  #packets: FromServer[] = [];
  #scheduled: NodeJS.Immediate | undefined;

  constructor(conversation: Pick<PluginDialogue, 'receive' | 'receivePosition'>, log: TrafficLog) {
    this.#conversation = conversation;
    this.#log = log;
  }

  add(packet: FromServer, at: number): void {
    if (packet.type === 'carUpdate' && !this.#scheduled) {
      this.#deliverPosition(packet, at);
      return;
    }
    this.#packets.push(packet.type === 'carUpdate' ? copyOf(packet) : packet);
    this.#scheduled ??= setImmediate(() => this.#flush());
  }

  close(): void {
    clearImmediate(this.#scheduled);
  }

  #flush(): void {
    const arrived = this.#packets;
    this.#packets = [];
    this.#scheduled = undefined;
    try {
      this.#conversation.receive(arrived);
    } catch (err) {
      this.#log.warn({ err, packets: arrived.map(({ type }) => type) }, 'packets were not handled');
    }
  }

  #deliverPosition(packet: PacketOf<'carUpdate'>, at: number): void {
    try {
      this.#conversation.receivePosition(packet, at);
    } catch (err) {
      this.#log.warn({ err, packets: [packet.type] }, 'packets were not handled');
    }
  }
}
