import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A websocket client that keeps all it is told. */
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

  /** Resolves once Pitwall has received the line; its answer comes when it comes. */
  async give(text: string): Promise<void> {
    this.#socket.send(text);
    await this.inStep();
  }

  /** Resolves once Pitwall has received all that was sent, and all that it had sent by then is here. */
  async inStep(): Promise<void> {
    const pong = once(this.#socket, 'pong');
    this.#socket.ping();
    await pong;
  }

  close(): void {
    this.#socket.terminate();
  }
}
