/** Pitwall as it is installed, with a local Discord and sandbox game servers that it has started itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { director, league, settingsFor } from '../../sandbox/demo/league.ts';
import { freePort } from '../../sandbox/demo/ports.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { type Lifeline, openLifeline } from '../../sandbox/lifeline.ts';
import { createServerDirectory } from '../../sandbox/serverDirectory.ts';
import { OPTIMIZE_LATER } from '../../src/kit/optimizing.ts';
import { residentOf } from '../programs.ts';
import type { Within } from './within.ts';

export interface SoakRig {
  readonly discord: LocalDiscord;
  readonly websocket: string;
  readonly dataDirectory: string;
  /** Resident memory, bytes. */
  memory(): number;
  within(): Promise<Within>;
  /** Stops Pitwall; its data stays until `close`. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/** The game servers: a long race with many cars, and weekends of short sessions on a server of another kind. */
export const SERVERS = [
  { id: 'gt3', cars: 24, minutes: 20, seed: 1 },
  { id: 'sprint', cars: 8, minutes: undefined, seed: 2 },
] as const;

const SCENES_SECONDS = 30;

const RULES = `[cuts]
WARNINGS=2
SESSIONS=race
PENALTY=time
AMOUNT=5

[car-contacts]
SESSIONS=race
FROM_KMH=15
PENALTY=incident
`;

const compiled = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export async function openSoakRig(speed: number): Promise<SoakRig> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  const lifeline = await openLifeline();
  const discord = await openLocalDiscord({ port: 0, ...league });
  const websocket = await freePort();
  const rules = join(directory, 'penalties.ini');
  writeFileSync(rules, RULES);
  const child = openPitwall(join(directory, 'pitwall.log'), {
    ...settingsFor(discord),
    SERVERS_FILE: await serversFile(directory, { speed, lifeline }),
    PENALTIES_FILE: rules,
    WEBSOCKET_PORT: String(websocket),
    DATA_DIR: join(directory, 'data'),
    LIFE_WARNING: 'no',
  });
  await until(() => readFileSync(join(directory, 'pitwall.log'), 'utf8').includes('Pitwall is ready'), child);
  await startServers(discord);
  return {
    discord,
    websocket: `ws://127.0.0.1:${websocket}`,
    dataDirectory: join(directory, 'data'),
    memory: () => residentOf(child.pid) ?? Number.NaN,
    async within() {
      const answer = once(child, 'message');
      child.send('within');
      const [found] = await answer;
      return found as Within;
    },
    async end() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
    async close() {
      child.kill('SIGKILL');
      lifeline.close();
      await discord.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The settings of each server, and the directory with the server itself. */
async function serversFile(
  directory: string,
  { speed, lifeline }: { readonly speed: number; readonly lifeline: Lifeline },
): Promise<string> {
  const path = join(directory, 'servers.ini');
  let text = '';
  for (const { id, cars, minutes, seed } of SERVERS) {
    const { command } = createServerDirectory({
      mode: 'drive',
      directory: join(directory, id),
      ports: {
        game: await freePort(),
        http: await freePort(),
        pluginLocal: await freePort(),
        plugin: await freePort(),
      },
      program: compiled('../../sandbox/acserver/main.js'),
      lifeline: `127.0.0.1:${lifeline.port}`,
      speed,
      seed,
      scenesSeconds: SCENES_SECONDS,
      race: minutes === undefined ? undefined : { cars, minutes },
    });
    const words = command.map((word) => `"${word}"`).join(' ');
    text += `[${id}]\nSERVER_DIR=${join(directory, id)}\nACSERVER_COMMAND=${words}\n`;
  }
  writeFileSync(path, text);
  return path;
}

function openPitwall(logPath: string, settings: Readonly<Record<string, string>>): ChildProcess {
  const log = openSync(logPath, 'a', 0o600);
  const { PATH, TURNS } = process.env;
  const profile = process.env.PROFILE ? ['--cpu-prof', '--cpu-prof-dir', process.env.PROFILE] : [];
  const words = [
    OPTIMIZE_LATER,
    ...profile,
    '--import',
    pathToFileURL(compiled('./within.js')).href,
    compiled('../../src/pitwall.js'),
    'start',
  ];
  const child = spawn(process.execPath, words, {
    env: { PATH, TURNS, ...settings },
    stdio: ['ignore', log, 'inherit', 'ipc'],
  });
  closeSync(log);
  return child;
}

async function startServers(discord: LocalDiscord): Promise<void> {
  const ada = discord.person(director);
  await until(() => ada.commands().some(({ name }) => name === 'server'));
  for (const { id } of SERVERS) {
    const channel = discord.channel('race-control');
    await ada.slash({ channel, path: ['server', 'start'], options: { server: id } }).done();
  }
}

async function until(isSo: () => boolean, child?: ChildProcess): Promise<void> {
  while (!isSo()) {
    if (child && child.exitCode !== null) throw new Error('Pitwall has ended');
    await sleep(100);
  }
}
