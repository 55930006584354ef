import type { RemoteInfo, Socket } from 'node:dgram';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** A datagram that Pitwall sent. */
export interface Sent {
  readonly port: number;
  readonly bytes: Uint8Array;
}

const CHANNEL = 'udp.socket';
const FROM: RemoteInfo = { address: '127.0.0.1', family: 'IPv4', port: 11_000, size: 0 };

/**
 * The UDP sockets that are opened from now on, with the test in place of the network. They are bound as usual, but what
 * they send is kept here, and what they receive comes from here. So no datagram is early, late or lost.
 */
export class Wires {
  readonly #sockets = new Set<Socket>();
  readonly #take: (sent: Sent) => void;
  readonly #onSocket = (message: unknown): void => this.#capture((message as { socket: Socket }).socket);

  constructor(take: (sent: Sent) => void) {
    this.#take = take;
    subscribe(CHANNEL, this.#onSocket);
  }

  /** Every open socket receives this, as if the game server had sent it. */
  hear(bytes: Uint8Array): void {
    for (const socket of this.#sockets) socket.emit('message', Buffer.from(bytes), { ...FROM, size: bytes.length });
  }

  close(): void {
    unsubscribe(CHANNEL, this.#onSocket);
  }

  #capture(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const send = (bytes: Uint8Array, port: number): void => this.#take({ port, bytes: Uint8Array.from(bytes) });
    Object.assign(socket, { send });
  }
}
