import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createFrameReader, encodeFrame, type RconFrame } from '../../src/acserver/rcon/frames.ts';

/** What the server does about a frame; the default logs in whoever has the password, and answers every command. */
export type Behaviour = (frame: RconFrame, socket: Socket, commands: string[]) => void;

const reply = (socket: Socket, id: number, type: number, text = ''): void => {
  socket.write(encodeFrame({ id, type, text }));
};

export const obliging =
  (password: string, answer: (command: string) => string = () => 'done'): Behaviour =>
  ({ id, type, text }, socket, commands) => {
    if (type === 3) {
      // Valve's own server sends an empty answer first.
      reply(socket, id, 0);
      reply(socket, text === password ? id : -1, 2);
    } else {
      commands.push(text);
      reply(socket, id, 0, answer(text));
    }
  };

/** A remote console on a port of its own, until the test ends. */
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
