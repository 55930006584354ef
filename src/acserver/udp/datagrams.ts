// Sockets of the plugin protocol: binding, one peer, counters.

import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { messageOf, UserError } from '../../kit/errors.ts';
import type { TrafficLog } from './drops.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where to look when an address cannot be had: a setting, as a sentence calls it. */
interface Setting {
  readonly setting: string;
  readonly others: string;
}

/** The peer is told apart by its address, so a name is looked up once. The game speaks IPv4 only. */
export async function addressOf(host: string, whose: string): Promise<string> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch {
    throw new UserError(`No IPv4 address is known for ${whose} "${host}".`);
  }
}

/** Rejects with UserError where the port is taken or the address is not one of this machine. */
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
  /** Datagrams of hosts other than the peer's. */
  foreign: number;
  sent: number;
  /** Sends that the system refused, and errors of the socket itself. */
  failed: number;
}

/** One socket and the one peer it talks to. */
interface Link {
  readonly socket: Socket;
  readonly peer: { readonly address: string; readonly port: number };
  readonly counters: TrafficCounters;
  readonly log: TrafficLog;
}

export function receive({ socket, peer, counters, log }: Link, take: (datagram: Buffer) => void): void {
  socket.on('message', (datagram, from) => {
    if (from.address === peer.address) {
      counters.received++;
      take(datagram);
    } else if (++counters.foreign === 1) {
      log.warn({ from: from.address, expected: peer.address }, 'ignored a foreign host');
    }
  });
}

/** A send that fails is counted: the peer may be down for a while, and on Windows its closed port is an error. */
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
    return new UserError(
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
