import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordingPath } from '../sandbox/acserver/options.ts';
import { type LocalDiscord, type LocalDiscordOptions, openLocalDiscord } from '../sandbox/discord/server.ts';
import { openLifeline } from '../sandbox/lifeline.ts';
import { createServerDirectory } from '../sandbox/serverDirectory.ts';
import { HASTE } from './haste.ts';
import { patientClock } from './patientClock.ts';
import { freePort } from './ports.ts';

export type Environment = Readonly<Record<string, string>>;

/** The `pitwall` program. */
export const PITWALL = fileURLToPath(new URL('../bin/pitwall.cjs', import.meta.url));

export interface Program {
  readonly child: ChildProcess;
  /** Its output so far. */
  output(): string;
  errors(): string;
  /** Resolves once its log contains this text; rejects if the program ends first. */
  says(text: string): Promise<void>;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** Starts what `npm run build` made, with only this environment. */
export function run(
  program: 'main' | 'deploy' | 'doctor' | 'setup' | 'backup' | 'restore',
  environment: Environment,
  words: readonly string[] = [],
  cwd: string = tmpdir(),
): Program {
  const command = program === 'main' ? 'start' : program;
  const { PATH = '', SystemRoot = '', TMPDIR = tmpdir() } = process.env;
  const env = { PATH, SystemRoot, TMPDIR, ...environment };
  const child = spawn(process.execPath, [PITWALL, command, ...words], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const says = async (text: string): Promise<void> => {
    while (!output.includes(text)) {
      const over = await Promise.race([once(child.stdout, 'data').then(() => false), ended.then(() => true)]);
      if (over && !output.includes(text)) throw new Error(`ended without "${text}":\n${output}\n${errors}`);
    }
  };
  return { child, output: () => output, errors: () => errors, says, ended };
}

/** A league's own Discord, a server directory with the simulated acServer in it, and the settings that connect them. */
export async function installation(league: Partial<LocalDiscordOptions> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'pitwall-start-'));
  const discord = await openLeague(league);
  const ports = await freePorts();
  // No game server outlives the test that started it.
  const lifeline = await openLifeline();
  const { directory, command, adminPassword } = createServerDirectory({
    directory: join(home, 'server'),
    recording: recordingPath('red-bull-ring'),
    ports,
    program: fileURLToPath(new URL('../dist/sandbox/acserver/main.js', import.meta.url)),
    lifeline: `127.0.0.1:${lifeline.port}`,
  });
  return {
    directory,
    data: join(home, 'data'),
    adminPassword,
    ports,
    discord,
    environment: {
      ...discordSettings(discord),
      SERVER_DIR: directory,
      SERVER_ID: 'gt3',
      ACSERVER_COMMAND: command.map((word) => `"${word}"`).join(' '),
      WEBSOCKET_PORT: String(ports.websocket),
      DATA_DIR: join(home, 'data'),
    },
    async remove() {
      lifeline.close();
      await discord.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export type Installation = Awaited<ReturnType<typeof installation>>;

/** Every file below a directory, with its bytes and its modification time. */
export function contents(directory: string): Record<string, string> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(
    files.map((path) => [path, `${statSync(path).mtimeMs} ${readFileSync(path, 'base64')}`] as const),
  );
}

async function openLeague(league: Partial<LocalDiscordOptions>): Promise<LocalDiscord> {
  const discord = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    clock: patientClock,
    guildName: 'Sunday Sprint League',
    channels: [{ name: 'race-control' }],
    people: [{ name: 'Ada', roles: [] }],
    ...league,
  });
  // Pitwall is started more than once within five seconds.
  discord.logins.concurrency = 16;
  return discord;
}

const discordSettings = (discord: LocalDiscord) => ({
  DISCORD_TOKEN: discord.token,
  DISCORD_GUILD_ID: discord.guildId,
  DISCORD_CHANNEL_ID: discord.world.channels()[0]?.id ?? '',
  DISCORD_API_URL: discord.api,
});

async function freePorts() {
  const [game = 0, http = 0, pluginLocal = 0, plugin = 0, websocket = 0] = await Promise.all(
    Array.from({ length: 5 }, freePort),
  );
  return { game, http, pluginLocal, plugin, websocket };
}
