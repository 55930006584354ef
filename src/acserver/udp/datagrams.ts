// Sockets of the plugin protocol: binding, one peer, counters.

import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { messageOf, PassingError, UserError } from '../../kit/errors.ts';
import type { TrafficLog } from './drops.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where to look if an address cannot be used: a setting, as named in messages. */
interface Setting {
  readonly setting: string;
  readonly others: string;
}

/** The peer is identified by its address, so a name is looked up once. The game speaks IPv4 only. */
export async function addressOf(host: string, whose: string): Promise<string> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch {
    throw new UserError(`No IPv4 address is known for ${whose} "${host}".`);
  }
}

/** Rejects with UserError if the port is taken or the address is not one of this machine. */
export async function bindSocket(address: Address, setting: Setting): Promise<Socket> {
  const socket = createSocket('udp4');
  try {
    const listening = once(socket, 'listening');
    socket.bind(address.port, address.host);
    await listening;
    return socket;
  } catch (error) {
    socket.close();
    throw bindError(error, address, setting);
  }
}

export interface TrafficCounters {
  received: number;
  /** Datagrams from anybody but the peer. */
  foreign: number;
  /** Who sent the first of them. */
  foreignFrom?: string | undefined;
  sent: number;
  /** Sends that the system refused, and errors of the socket itself. */
  failed: number;
}

/** One socket and the one peer it talks to. */
interface Link {
  readonly socket: Socket;
  readonly peer: { readonly address: string; readonly port: number };
  /** Whether the peer may speak from another port than the one it listens on. */
  readonly fromAnyPort?: boolean;
  readonly counters: TrafficCounters;
  readonly log: TrafficLog;
}

/** Any program on a machine can send from its address, but only one of them from a port. */
export function receive(link: Link, take: (datagram: Buffer) => void): void {
  const { socket, peer, fromAnyPort = false, counters, log } = link;
  socket.on('message', (datagram, { address, port }) => {
    if (address === peer.address && (fromAnyPort || port === peer.port)) {
      counters.received++;
      take(datagram);
    } else if (++counters.foreign === 1) {
      counters.foreignFrom = `${address}:${port}`;
      const expected = `${peer.address}:${fromAnyPort ? '*' : peer.port}`;
      log.warn({ from: `${address}:${port}`, expected }, 'ignored what somebody else sent');
    }
  });
}

/** A failed send is only counted: the peer may be down for a while, and on Windows its closed port is an error. */
export function sender({ socket, peer, counters, log }: Link): (datagram: Uint8Array) => void {
  const fail = (error: unknown) => {
    if (++counters.failed === 1) log.debug({ problem: messageOf(error) }, 'the plugin socket reported an error');
  };
  socket.on('error', fail);
  return (datagram) => {
    counters.sent++;
    try {
      socket.send(datagram, peer.port, peer.address, (error) => error && fail(error));
    } catch (error) {
      fail(error);
    }
  };
}

export async function closed(socket: Socket): Promise<void> {
  const done = once(socket, 'close');
  socket.close();
  await done;
}

function bindError(error: unknown, { host, port }: Address, { setting, others }: Setting): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new PassingError(
      `UDP port ${port} on ${host} is taken: ${others} listens there. Close it, or set ${setting} to a free port.`,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
    return new UserError(
      `Cannot listen on UDP ${host}:${port} (${code}). ${setting} must be an address of this machine and a port above 1023.`,
    );
  }
  return error;
}
