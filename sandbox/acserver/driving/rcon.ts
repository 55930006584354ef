import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export interface RconOptions {
  port: number;
  /** Empty: no login is accepted. */
  password: string;
  /** Carries out a command and returns the answer; undefined ends the connection. */
  run(command: string): string | undefined;
}

/** Source RCON: a length, then id, type and text, followed by two zero bytes; all little-endian. */
export interface RconPacket {
  id: number;
  type: number;
  body: string;
}

const rconTypes = { auth: 3, authResponse: 2, command: 2, response: 0 } as const;

/** The id of the answer to a wrong password. */
const refusedId = -1;
const headerSize = 8;
const longestPacket = 4096;
/** Bytes of text that fit between the header and the two zero bytes; a longer answer is split into several packets. */
const longestBody = longestPacket - headerSize - 2;

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

/** A wrong password is answered and ends the connection; anything else before the login ends it without an answer. */
function converse(socket: Socket, { password, run }: RconOptions): void {
  let rest: Buffer = Buffer.alloc(0);
  let state: 'stranger' | 'in' | 'gone' = 'stranger';

  function hangUp(lastWords: Uint8Array = new Uint8Array()): void {
    state = 'gone';
    socket.end(lastWords);
  }

  function login({ id, type, body }: RconPacket): void {
    if (type !== rconTypes.auth) hangUp();
    else if (password === '' || body !== password) {
      hangUp(encodeRcon({ id: refusedId, type: rconTypes.authResponse, body: '' }));
    } else {
      state = 'in';
      socket.write(encodeRcon({ id, type: rconTypes.authResponse, body: '' }));
    }
  }

  /** A second login gets no answer. */
  function command({ id, type, body }: RconPacket): void {
    if (type !== rconTypes.command) return;
    const answer = run(body);
    if (answer === undefined) hangUp();
    else for (const part of answerPackets(id, answer)) socket.write(part);
  }

  socket.on('data', (chunk) => {
    const read = readPackets(Buffer.concat([rest, chunk]));
    if (!read) {
      socket.destroy();
      return;
    }
    rest = read.rest;
    for (const packet of read.packets) {
      if (state === 'stranger') login(packet);
      else if (state === 'in') command(packet);
    }
  });
}

/** At least one packet, even for an empty answer. */
function answerPackets(id: number, answer: string): Buffer[] {
  const bytes = Buffer.from(answer, 'utf8');
  const count = Math.max(1, Math.ceil(bytes.length / longestBody));
  return Array.from({ length: count }, (_, part) =>
    frameOf({ id, type: rconTypes.response }, bytes.subarray(part * longestBody, (part + 1) * longestBody)),
  );
}

export const encodeRcon = ({ id, type, body }: RconPacket): Buffer => frameOf({ id, type }, Buffer.from(body, 'utf8'));

function frameOf({ id, type }: Pick<RconPacket, 'id' | 'type'>, text: Uint8Array): Buffer {
  const packet = Buffer.alloc(4 + headerSize + text.length + 2);
  packet.writeInt32LE(packet.length - 4, 0);
  packet.writeInt32LE(id, 4);
  packet.writeInt32LE(type, 8);
  packet.set(text, 12);
  return packet;
}

/** The complete packets and the remaining bytes; undefined if the bytes are not RCON. */
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
