/** A connection to NATS that can be cut, like the network between two countries. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/**
 * - pass: as if the proxy were not there
 * - cut: connections end, and new ones are refused
 * - hole: connections stay, but nothing gets through: only pings notice
 * - stall: nothing gets through until it passes again; then everything does, late
 */
export type Mode = 'pass' | 'cut' | 'hole' | 'stall';

export class CuttingProxy {
  readonly #to: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #late: (() => void)[] = [];
  #mode: Mode = 'pass';

  private constructor(to: number) {
    this.#to = to;
    this.#server = createServer((socket) => this.#take(socket));
  }

  static async open(port: number, to: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(to);
    await new Promise<void>((resolve) => proxy.#server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  set(mode: Mode): void {
    this.#mode = mode;
    if (mode === 'cut') this.#end();
    if (mode !== 'pass') return;
    for (const write of this.#late.splice(0)) write();
  }

  async close(): Promise<void> {
    this.#end();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #end(): void {
    this.#late.length = 0;
    for (const socket of this.#sockets) socket.destroy();
  }

  #take(near: Socket): void {
    if (this.#mode === 'cut') {
      near.destroy();
      return;
    }
    const far = dial(this.#to, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.on('data', (bytes) => this.#pass(to, bytes));
    }
  }

  #pass(to: Socket, bytes: Buffer): void {
    if (this.#mode === 'pass') to.write(bytes);
    if (this.#mode === 'stall') this.#late.push(() => to.write(bytes));
  }
}
