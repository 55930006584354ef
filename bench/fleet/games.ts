/** Game servers that Pitwall hears only through their plugin interfaces. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../sandbox/demo/ports.ts';
import { encode } from '../../src/acserver/udp/codec.ts';
import { CARS, Field, opening } from '../receive/field.ts';

/** How often a second each car is reported: what Pitwall asks for by default. */
const RATE = 4;

interface Game {
  readonly id: string;
  readonly socket: Socket;
  readonly plugin: number;
}

interface Described {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly more?: ((id: string) => string) | undefined;
}

export class Games {
  readonly #games: readonly Game[];
  readonly #field = new Field();
  #laps = 0;
  #driving: NodeJS.Timeout | undefined;

  private constructor(games: readonly Game[]) {
    this.#games = games;
  }

  static async open(count: number, prefix: string): Promise<Games> {
    const games: Game[] = [];
    for (let index = 0; index < count; index += 1) {
      const socket = createSocket('udp4');
      socket.on('message', () => {});
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      let plugin = await freePort();
      while (games.some((game) => game.plugin === plugin)) plugin = await freePort();
      games.push({ id: `${prefix}${index}`, socket, plugin });
    }
    return new Games(games);
  }

  get count(): number {
    return this.#games.length;
  }

  ids(): readonly string[] {
    return this.#games.map(({ id }) => id);
  }

  /**
   * The servers from one number to another, as an owner describes them in servers.ini. @returns the file
   *
   * @param more further lines of each section
   */
  describe(file: string, { from = 0, to = this.#games.length, more = () => '' }: Described = {}): string {
    const sections = this.#games
      .slice(from, to)
      .map(
        ({ id, socket, plugin }) =>
          `[${id}]\nMODE=external\nUDP_LISTEN=127.0.0.1:${plugin}\nUDP_SEND=127.0.0.1:${socket.address().port}\n${more(id)}`,
      );
    writeFileSync(file, sections.join('\n'));
    return file;
  }

  /** Everybody joins and drives. */
  async begin(): Promise<void> {
    const datagrams = opening();
    for (const [index, datagram] of datagrams.entries()) {
      for (const game of this.#games) this.#send(game, datagram);
      if (index % 4 === 0) await sleep(10);
    }
    const stepMs = 1000 / RATE / this.#games.length;
    let step = 0;
    this.#driving = setInterval(
      () => {
        step += 1;
        const game = this.#games[step % this.#games.length];
        for (const datagram of this.#field.at(performance.now() / 1000)) if (game) this.#send(game, datagram);
      },
      Math.max(1, stepMs),
    );
  }

  chat(index: number, message: string): void {
    const game = this.#games[index % this.#games.length];
    if (game) this.#send(game, encode({ type: 'chat', carId: 3, message }));
  }

  /** One car completes a lap on some server. */
  lap(): void {
    this.#laps += 1;
    const game = this.#games[this.#laps % this.#games.length];
    const carId = Math.floor(this.#laps / this.#games.length) % CARS;
    if (!game) return;
    this.#send(
      game,
      encode({
        type: 'lapCompleted',
        carId,
        lapTimeMs: 90_000 + (this.#laps % 9000),
        cuts: 0,
        leaderboard: [],
        gripLevel: 1,
      }),
    );
  }

  close(): void {
    clearInterval(this.#driving);
    for (const { socket } of this.#games) socket.close();
  }

  #send({ socket, plugin }: Game, datagram: Buffer): void {
    socket.send(datagram, plugin, '127.0.0.1');
  }
}
