import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createFrameReader, encodeFrame, type RconFrame } from '../../src/acserver/rcon/frames.ts';

/** What the server does with a frame; the default logs in clients with the password, and answers every command. */
export type Behaviour = (frame: RconFrame, socket: Socket, commands: string[]) => void;

/** The longest text in a frame: Valve's limit of 4096 bytes less the id, the type and the two zero bytes. */
const LONGEST_TEXT = 4086;

const reply = (socket: Socket, id: number, type: number, text = ''): void => {
  socket.write(encodeFrame({ id, type, text }));
};

/**
 * Hangs up after a wrong password, and silently on a command before the login. A long answer comes in several frames.
 */
export function obliging(password: string, answer: (command: string) => string = () => 'done'): Behaviour {
  const loggedIn = new WeakSet<Socket>();
  return ({ id, type, text }, socket, commands) => {
    if (type === 3) {
      // Valve's own server sends an empty answer first.
      reply(socket, id, 0);
      reply(socket, text === password ? id : -1, 2);
      if (text === password) loggedIn.add(socket);
      else socket.end();
    } else if (!loggedIn.has(socket)) {
      socket.end();
    } else {
      commands.push(text);
      for (const part of partsOf(answer(text))) reply(socket, id, 0, part);
    }
  };
}

function partsOf(text: string): string[] {
  const count = Math.max(1, Math.ceil(text.length / LONGEST_TEXT));
  return Array.from({ length: count }, (_, part) => text.slice(part * LONGEST_TEXT, (part + 1) * LONGEST_TEXT));
}

/** A remote console on its own port, until the test ends. */
export async function fakeRcon(behaviour: Behaviour) {
  const commands: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const read = createFrameReader();
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      for (const frame of read(bytes)) behaviour(frame, socket, commands);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, commands, sockets };
}
