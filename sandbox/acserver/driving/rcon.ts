import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export interface RconOptions {
  port: number;
  /** Empty: nobody gets in. */
  password: string;
  /** Carries out a command and returns what it says. */
  run(command: string): string;
}

/** Source RCON: a length, then id, type and text, closed by two zero bytes; all little-endian. */
export interface RconPacket {
  id: number;
  type: number;
  body: string;
}

export const rconTypes = { auth: 3, authResponse: 2, command: 2, response: 0 } as const;

/** The answer to a wrong password has this id. */
const refusedId = -1;
const headerSize = 8;
const longestPacket = 4096;

export interface Rcon {
  port: number;
  close(): void;
}

/** The remote console of the dialect assettoserver, on the loopback. */
export async function openRcon(options: RconOptions): Promise<Rcon> {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {}); // "close" follows
    converse(socket, options);
  });
  listener.listen(options.port, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function converse(socket: Socket, { password, run }: RconOptions): void {
  let rest: Buffer = Buffer.alloc(0);
  let isIn = false;
  const reply = (packet: RconPacket) => socket.write(encodeRcon(packet));
  socket.on('data', (chunk) => {
    const read = readPackets(Buffer.concat([rest, chunk]));
    if (!read) return void socket.destroy();
    rest = read.rest;
    for (const { id, type, body } of read.packets) {
      if (type === rconTypes.auth) {
        isIn = password !== '' && body === password;
        reply({ id: isIn ? id : refusedId, type: rconTypes.authResponse, body: '' });
      } else if (isIn && type === rconTypes.command) reply({ id, type: rconTypes.response, body: run(body) });
    }
  });
}

export function encodeRcon({ id, type, body }: RconPacket): Buffer {
  const text = Buffer.from(body, 'utf8');
  const packet = Buffer.alloc(4 + headerSize + text.length + 2);
  packet.writeInt32LE(packet.length - 4, 0);
  packet.writeInt32LE(id, 4);
  packet.writeInt32LE(type, 8);
  text.copy(packet, 12);
  return packet;
}

/** Whole packets and what is left behind them; undefined when these bytes are no RCON. */
export function readPackets(bytes: Buffer): { packets: RconPacket[]; rest: Buffer } | undefined {
  const packets: RconPacket[] = [];
  let rest = bytes;
  while (rest.length >= 4) {
    const size = rest.readInt32LE(0);
    if (size < headerSize + 2 || size > longestPacket) return undefined;
    if (rest.length < 4 + size) break;
    const body = rest.toString('utf8', 12, 4 + size - 2);
    packets.push({ id: rest.readInt32LE(4), type: rest.readInt32LE(8), body });
    rest = rest.subarray(4 + size);
  }
  return { packets, rest };
}
