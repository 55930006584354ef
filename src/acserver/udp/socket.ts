import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { messageOf, UserError } from '../../errors.ts';
import { decodeFromServer, encode } from './codec.ts';
import { type ConversationOptions, converse } from './conversation.ts';
import { countDrops, type Drops, type Log } from './drops.ts';
import type { FromPlugin, FromServer } from './packets.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface PluginOptions extends Omit<ConversationOptions, 'send'> {
  /** Where the server sends to: UDP_PLUGIN_ADDRESS. */
  readonly listen: Address;
  /** Where the server listens: its host and UDP_PLUGIN_LOCAL_PORT. Datagrams of other hosts are ignored. */
  readonly server: Address;
  readonly log: Log;
}

export interface Plugin {
  /** The port listened on, which the system chose where `listen.port` was 0. */
  readonly port: number;
  readonly counters: Readonly<Counters>;
  /** Fire and forget, as all of UDP. RangeError for a number the packet cannot carry. */
  send(packet: FromPlugin): void;
  /** Asks for the session, for every slot and for the positions, as after a start. */
  ask(): void;
  close(): Promise<void>;
}

export interface Counters {
  received: number;
  /** Datagrams of hosts other than the server's. */
  foreign: number;
  sent: number;
  /** Sends that the system refused, and errors of the socket itself. */
  failed: number;
  /** Datagrams of the server that are no packet, by kind. */
  readonly dropped: Drops['counts'];
}

/**
 * Listens to a game server and talks to it from the same socket, which is how the server knows its plugin. Asks at
 * once for what a late plugin missed. Rejects with UserError where the port is taken or a host is not found.
 */
export async function openPlugin(options: PluginOptions): Promise<Plugin> {
  const { listen, log } = options;
  const server = { ...options.server, address: await addressOf(options.server.host) };
  const socket = await bind(listen);
  const drops = countDrops(log);
  const counters: Counters = { received: 0, foreign: 0, sent: 0, failed: 0, dropped: drops.counts };
  const send = sender({ socket, counters, log }, server);
  const conversation = converse({ ...options, send });
  const inbox = collectTurn(conversation.receive, log);

  socket.on('message', (datagram, from) => {
    if (from.address !== server.address) {
      if (++counters.foreign === 1)
        log.warn({ from: from.address, expected: server.address }, 'ignored a foreign host');
      return;
    }
    counters.received++;
    conversation.heard();
    const packet = decodeOrDrop(datagram, drops);
    if (packet) inbox.add(packet);
  });
  conversation.ask();

  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    conversation.close();
    inbox.close();
    closing ??= closed(socket);
    return closing;
  }
  return { port: socket.address().port, counters, send, ask: conversation.ask, close };
}

/** The server is told apart by its address, so a name is looked up once. The game speaks IPv4 only. */
async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch {
    throw new UserError(`No IPv4 address is known for the game server's host "${host}".`);
  }
}

async function bind({ host, port }: Address): Promise<Socket> {
  const socket = createSocket('udp4');
  try {
    const listening = once(socket, 'listening');
    socket.bind(port, host);
    await listening;
    return socket;
  } catch (error) {
    socket.close();
    throw bindError(error, { host, port });
  }
}

function bindError(error: unknown, { host, port }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new UserError(
      `UDP port ${port} on ${host} is taken: another Pitwall or another plugin listens there. Close it, or set ` +
        'UDP_PLUGIN_ADDRESS in server_cfg.ini to a free port.',
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
    return new UserError(
      `Cannot listen on UDP ${host}:${port} (${code}). UDP_PLUGIN_ADDRESS in server_cfg.ini must be an address of this ` +
        'machine and a port above 1023.',
    );
  }
  return error;
}

async function closed(socket: Socket): Promise<void> {
  const done = once(socket, 'close');
  socket.close();
  await done;
}

interface Outlet {
  readonly socket: Socket;
  readonly counters: Counters;
  readonly log: Log;
}

/** A send that fails is counted: the server may be down for a while, and on Windows its closed port is an error. */
function sender({ socket, counters, log }: Outlet, to: { address: string; port: number }): Plugin['send'] {
  const fail = (error: unknown) => {
    if (++counters.failed === 1) log.debug({ problem: messageOf(error) }, 'the plugin socket reported an error');
  };
  socket.on('error', fail);
  return (packet) => {
    const datagram = encode(packet);
    counters.sent++;
    try {
      socket.send(datagram, to.port, to.address, (error) => error && fail(error));
    } catch (error) {
      fail(error);
    }
  };
}

function decodeOrDrop(datagram: Buffer, drops: Drops): FromServer | undefined {
  try {
    return decodeFromServer(datagram);
  } catch (error) {
    drops.add(error, datagram);
    return undefined;
  }
}

/** Hands over together what arrived in one turn of the event loop. A listener that throws does not stop the feed. */
function collectTurn(deliver: (packets: FromServer[]) => void, log: Log) {
  let packets: FromServer[] = [];
  let scheduled: NodeJS.Immediate | undefined;

  function flush(): void {
    const arrived = packets;
    packets = [];
    scheduled = undefined;
    try {
      deliver(arrived);
    } catch (err) {
      log.warn({ err, packets: arrived.map(({ type }) => type) }, 'packets were not handled');
    }
  }

  return {
    add(packet: FromServer): void {
      packets.push(packet);
      scheduled ??= setImmediate(flush);
    },
    close: () => clearImmediate(scheduled),
  };
}
