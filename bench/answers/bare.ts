/** Counterparts measured in the same run: what two bare processes and the disk of this machine take by themselves. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket, WebSocketServer } from 'ws';

/** A websocket server that does nothing but answer every frame with the same text. */
export interface BareWebsocket {
  readonly socket: WebSocket;
  /** The answer from now on. */
  answersWith(text: string): void;
  close(): Promise<void>;
}

export async function openBareWebsocket(): Promise<BareWebsocket> {
  const child: ChildProcess = fork(fileURLToPath(new URL('./bareWebsocket.js', import.meta.url)));
  const [port] = await once(child, 'message');
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(socket, 'open');
  return {
    socket,
    answersWith: (text) => child.send(text),
    async close() {
      socket.terminate();
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** A process that answers a frame with an HTTP request, as a bot and Discord do for one command. */
export interface BareGateway {
  /** Until the request has arrived. */
  ask(): Promise<void>;
  close(): Promise<void>;
}

/** As long as a real interaction. */
const frameOf = (id: number): string => JSON.stringify({ id, d: 'x'.repeat(1200) });

export async function openBareGateway(): Promise<BareGateway> {
  // By the path of its request: on a slow machine a second frame is sent before the first is answered.
  const waiting = new Map<string, () => void>();
  let sent = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      waiting.get(request.url ?? '')?.();
      response.writeHead(204).end();
    });
  });
  const gateway = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const child = fork(fileURLToPath(new URL('./bareGateway.js', import.meta.url)), [String(port)]);
  const [socket] = (await once(gateway, 'connection')) as [WebSocket];
  return {
    ask: () =>
      new Promise((resolve) => {
        sent += 1;
        waiting.set(`/${sent}`, resolve);
        socket.send(frameOf(sent));
      }),
    async close() {
      child.disconnect();
      await once(child, 'exit');
      server.closeAllConnections();
      gateway.close();
      server.close();
    },
  };
}

/** Writes one page to a file and flushes it, as a commit does. */
export class BareDisk {
  readonly #path = join(tmpdir(), `pitwall-bench-${process.pid}.page`);
  readonly #file = openSync(this.#path, 'w');
  readonly #page = Buffer.alloc(4096, 1);
  #pages = 0;

  write(): void {
    writeSync(this.#file, this.#page, 0, this.#page.length, this.#pages * this.#page.length);
    this.#pages += 1;
    fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path);
  }
}
