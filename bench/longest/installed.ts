/** Pitwall as it is installed, with the largest files and the largest store around it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { WebSocket } from 'ws';
import { league, settingsFor } from '../../sandbox/demo/league.ts';
import { freePort } from '../../sandbox/demo/ports.ts';
import { openLocalDiscord } from '../../sandbox/discord/server.ts';
import { encode } from '../../src/acserver/udp/codec.ts';
import { OPTIMIZE_LATER } from '../../src/kit/optimizing.ts';
import { tellTurns } from '../soak/tellTurns.ts';
import type { Within } from '../soak/within.ts';
import { driver, fillStore, SERVER } from './league.ts';
import { fillRace } from './longRace.ts';
import { pileUp } from './pileUp.ts';
import { LAPS } from './race.ts';

export interface Installed {
  /** What Pitwall answers to a line on the websocket. */
  asked(line: string): Promise<string>;
  /** The files in the answer to a slash command. */
  slashed(use: Omit<Typed, 'focused'>): Promise<string>;
  /** The autocomplete choices for what has been typed so far. */
  typed(use: Typed): Promise<string>;
  /** The game server begins a session with all cars in it. */
  begins(session: number): Promise<string>;
  /** Half of the cars run into each other; resolves when all is known about it. */
  pilesUp(): Promise<string>;
  /** Runs `pitwall backup` while Pitwall runs. */
  backUp(): Promise<string>;
  /** Where /healthz and /metrics are. */
  readonly health: string;
  /** The longest turn of the event loop since the last call, ms. */
  longestMs(): Promise<number>;
  close(): Promise<void>;
}

/** The options that have been typed so far, and the one that has the focus. */
export interface Typed {
  readonly path: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly focused: string;
}

const CARS = 60;
/** With this many laps the exports are as large as Discord accepts them. */
const LAPS_TO_SEND = 220;

const compiled = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PROGRAM = compiled('../../src/pitwall.js');

export async function openInstalled(files: (directory: string) => void): Promise<Installed> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  fillStore(join(directory, 'data'), Date.now());
  for (const laps of [LAPS, LAPS_TO_SEND]) fillRace(join(directory, 'data'), laps);
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
  await longestOf(child);
  for (const datagram of opening()) game.send(datagram, plugin, '127.0.0.1');
  const socket = new WebSocket(`ws://127.0.0.1:${websocket}`, { maxPayload: 0 });
  await once(socket, 'open');
  let lines = 0;
  return {
    asked: (line) => askedOf(socket, String(++lines), line),
    async slashed({ path, options }) {
      const handle = discord.person('Ada').slash({ channel: discord.channel('race-control'), path, options });
      await handle.done();
      return JSON.stringify(handle.reply()?.attachments.map(({ filename, size }) => `${filename} ${size}`));
    },
    async typed({ path, options, focused }) {
      const use = { channel: discord.channel('race-control'), path, options, focused };
      const handle = discord.person('Ada').autocomplete(use);
      await handle.until(({ choices }) => choices !== undefined);
      return JSON.stringify(handle.choices);
    },
    async begins(session) {
      for (const datagram of opening(session)) game.send(datagram, plugin, '127.0.0.1');
      return `session ${session}`;
    },
    pilesUp: () => pileUp(CARS, (datagram) => game.send(datagram, plugin, '127.0.0.1')),
    backUp: () => backedUp(join(directory, 'data')),
    health: `http://127.0.0.1:${metrics}/`,
    longestMs: () => longestOf(child),
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

async function longestOf(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message');
  child.send('within');
  const [found] = await answer;
  const { longestMs, long } = found as Within;
  tellTurns(long);
  return longestMs;
}

async function backedUp(data: string): Promise<string> {
  const copy = join(data, 'copy.db');
  const { PATH } = process.env;
  const child = spawn(process.execPath, [PROGRAM, 'backup', copy], {
    env: { PATH, DATA_DIR: data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  const { size } = statSync(copy);
  rmSync(copy);
  return `${code}, ${size} bytes`;
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
  const { PATH, PROFILE, TURNS, NODE_OPTIONS } = process.env;
  const child = spawn(
    process.execPath,
    [
      OPTIMIZE_LATER,
      ...(PROFILE === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', PROFILE]),
      '--import',
      pathToFileURL(compiled('../soak/within.js')).href,
      PROGRAM,
      'start',
    ],
    { env: { PATH, TURNS, NODE_OPTIONS, ...settings }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
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

/** What the plugin hears of a race with all cars that has just begun. */
function opening(session = 0): readonly Buffer[] {
  const cars = Array.from({ length: CARS }, (_, number) => driver(number));
  return [
    encode({
      type: 'newSession',
      protocolVersion: 4,
      sessionIndex: session,
      currentSessionIndex: session,
      sessionCount: 9,
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
