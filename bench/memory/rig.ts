/** Pitwall as it is installed, with a local Discord and game servers that drive races. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { league, settingsFor } from '../../sandbox/demo/league.ts';
import { freePort } from '../../sandbox/demo/ports.ts';
import { openLocalDiscord } from '../../sandbox/discord/server.ts';
import { type Program, startPitwall } from '../fleet/programs.ts';
import { opening } from '../receive/field.ts';
import { Race } from './race.ts';

/** How often a second each car is reported: what Pitwall asks for by default. */
const RATE = 4;

interface Game {
  readonly socket: Socket;
  readonly plugin: number;
  readonly race: Race;
}

export interface Racing {
  readonly servers: number;
  /** On each of them. */
  readonly cars: number;
  /** How many times faster than real time Pitwall's clocks, the races, and Discord's rate limit windows run. */
  readonly speed: number;
}

export interface MemoryRig {
  readonly program: Program;
  /** Resolves once this many seconds of the race have passed since it began. */
  driveUntil(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function openMemoryRig({ servers, cars, speed }: Racing): Promise<MemoryRig> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  const discord = await openLocalDiscord({ port: 0, haste: speed, ...league });
  const games: Game[] = [];
  for (let index = 0; index < servers; index += 1) games.push(await gameWith(cars, games));
  const swift = ['--import', new URL('./swift.js', import.meta.url).href];
  const program = await startPitwall(
    'start',
    'Pitwall is ready',
    {
      ...settingsFor(discord),
      SERVERS_FILE: described(join(directory, 'servers.ini'), games),
      DATA_DIR: join(directory, 'data'),
      SPEED: String(speed),
    },
    speed === 1 ? [] : swift,
  );
  for (const [index, datagram] of opening(cars).entries()) {
    for (const game of games) send(game, [datagram]);
    if (index % 4 === 0) await sleep(10);
  }
  const begun = performance.now();
  const stepMs = 1000 / RATE / speed / servers;
  let step = 0;
  return {
    program,
    async driveUntil(seconds) {
      for (; step < seconds * RATE * servers; step += 1) {
        const late = begun + step * stepMs - performance.now();
        if (late > 0) await sleep(late);
        const game = games[step % servers];
        if (game) send(game, game.race.at(step / RATE / servers));
      }
    },
    async close() {
      await program.end();
      for (const { socket } of games) socket.close();
      await discord.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function gameWith(cars: number, others: readonly Game[]): Promise<Game> {
  const socket = createSocket('udp4');
  socket.on('message', () => {});
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let plugin = await freePort();
  while (others.some((game) => game.plugin === plugin)) plugin = await freePort();
  return { socket, plugin, race: new Race(cars) };
}

/** Writes servers.ini, as an owner does; @returns the file */
function described(file: string, games: readonly Game[]): string {
  const sections = games.map(
    ({ socket, plugin }, index) =>
      `[game${index}]\nMODE=external\nUDP_LISTEN=127.0.0.1:${plugin}\nUDP_SEND=127.0.0.1:${socket.address().port}\n`,
  );
  writeFileSync(file, sections.join('\n'));
  return file;
}

function send({ socket, plugin }: Game, datagrams: readonly Buffer[]): void {
  for (const datagram of datagrams) socket.send(datagram, plugin, '127.0.0.1');
}
