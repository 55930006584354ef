/** Pitwall as it is installed, with the largest of everything that lies around it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { WebSocket } from 'ws';
import { league, settingsFor } from '../../sandbox/demo/league.ts';
import { freePort } from '../../sandbox/demo/ports.ts';
import { openLocalDiscord } from '../../sandbox/discord/server.ts';
import { encode } from '../../src/acserver/udp/codec.ts';
import type { Within } from '../soak/within.ts';
import { driver, fillStore, SERVER } from './league.ts';

export interface Installed {
  /** What Pitwall answers to a line on the websocket. */
  asked(line: string): Promise<string>;
  readonly metrics: string;
  /** How long it was busy without a pause since this was last asked, ms. */
  longestMs(): Promise<number>;
  close(): Promise<void>;
}

const CARS = 60;

export async function openInstalled(files: (directory: string) => void): Promise<Installed> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  fillStore(join(directory, 'data'), Date.now());
  const [plugin, websocket, metrics] = [await freePort(), await freePort(), await freePort()];
  const game = createSocket('udp4');
  game.on('message', () => {});
  game.bind(0, '127.0.0.1');
  await once(game, 'listening');
  const server = join(directory, 'server');
  mkdirSync(join(server, 'cfg'), { recursive: true });
  files(server);
  writeFileSync(join(directory, 'server.log'), '');
  const discord = await openLocalDiscord({ port: 0, ...league });
  const child = await started({
    ...settingsFor(discord),
    SERVER_ID: SERVER,
    SERVER_MODE: 'external',
    SERVER_DIR: server,
    SERVER_UDP_LISTEN: `127.0.0.1:${plugin}`,
    SERVER_UDP_SEND: `127.0.0.1:${game.address().port}`,
    SERVER_LOG_FILE: join(directory, 'server.log'),
    ROSTER_FILE: join(server, 'roster.csv'),
    WEBSOCKET_PORT: String(websocket),
    METRICS_PORT: String(metrics),
    DATA_DIR: join(directory, 'data'),
    LIFE_WARNING: 'no',
  });
  for (const datagram of opening()) game.send(datagram, plugin, '127.0.0.1');
  const socket = new WebSocket(`ws://127.0.0.1:${websocket}`, { maxPayload: 0 });
  await once(socket, 'open');
  let lines = 0;
  return {
    asked: (line) => askedOf(socket, String(++lines), line),
    metrics: `http://127.0.0.1:${metrics}/metrics`,
    async longestMs() {
      const answer = once(child, 'message');
      child.send('within');
      const [found] = await answer;
      return (found as Within).longestMs;
    },
    async close() {
      socket.terminate();
      child.kill(process.env.PROFILE === undefined ? 'SIGKILL' : 'SIGTERM');
      await once(child, 'exit');
      game.close();
      await discord.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function askedOf(socket: WebSocket, id: string, line: string): Promise<string> {
  return new Promise((resolve) => {
    const take = (data: Buffer): void => {
      if (!data.subarray(0, 100).toString().includes(`"id": "${id}"`)) return;
      socket.off('message', take);
      resolve(data.toString());
    };
    socket.on('message', take);
    socket.send(`@${id} ${line}`);
  });
}

async function started(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const compiled = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const { PATH, PROFILE } = process.env;
  const child = spawn(
    process.execPath,
    [
      ...(PROFILE === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', PROFILE]),
      '--import',
      pathToFileURL(compiled('../soak/within.js')).href,
      compiled('../../src/pitwall.js'),
      'start',
    ],
    { env: { PATH, ...settings }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  let output = '';
  for await (const text of child.stdout?.setEncoding('utf8').iterator({ destroyOnReturn: false }) ?? []) {
    output += text;
    if (output.includes('Pitwall is ready')) break;
  }
  if (!output.includes('Pitwall is ready')) throw new Error(`Pitwall did not start:\n${output}`);
  child.stdout?.resume();
  return child;
}

/** What its plugin hears of a race with all cars that has just begun. */
function opening(): readonly Buffer[] {
  const cars = Array.from({ length: CARS }, (_, number) => driver(number));
  return [
    encode({
      type: 'newSession',
      protocolVersion: 4,
      sessionIndex: 0,
      currentSessionIndex: 0,
      sessionCount: 1,
      serverName: 'Bench',
      track: 'imola',
      trackConfig: '',
      name: 'Race',
      sessionType: 3,
      timeMinutes: 0,
      laps: 50,
      waitTime: 0,
      ambientTemp: 20,
      roadTemp: 25,
      weatherGraphics: '3_clear',
      elapsedMs: 60_000,
    }),
    ...cars.map(({ carId, guid, name }) =>
      encode({
        type: 'newConnection',
        driverName: name,
        driverGuid: guid,
        carId,
        carModel: 'ks_mazda_mx5_cup',
        carSkin: '00_red',
      }),
    ),
    ...cars.map(({ carId }) => encode({ type: 'clientLoaded', carId })),
  ];
}
