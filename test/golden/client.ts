import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A websocket client that keeps everything it is sent. */
export class Client {
  readonly frames: unknown[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.frames.push(JSON.parse(String(data))));
  }

  static async open(address: string, token: string): Promise<Client> {
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } });
    const client = new Client(socket);
    await once(socket, 'open');
    await client.inStep();
    return client;
  }

  /** Resolves once Pitwall has received the line; the answer may come later. */
  async give(text: string): Promise<void> {
    this.#socket.send(text);
    await this.inStep();
  }

  /** Resolves once Pitwall has received everything sent to it, and everything that it had sent by then is here. */
  async inStep(): Promise<void> {
    const pong = once(this.#socket, 'pong');
    this.#socket.ping();
    await pong;
  }

  close(): void {
    this.#socket.terminate();
  }
}
