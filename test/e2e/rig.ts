import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { recordingPath } from '../../sandbox/acserver/options.ts';
import { boardSettings, leagueWithBoard, settingsFor } from '../../sandbox/demo/league.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import { type LocalDiscord, type LocalDiscordOptions, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { openLifeline } from '../../sandbox/lifeline.ts';
import { createServerDirectory } from '../../sandbox/serverDirectory.ts';
import type { Dialect } from '../../src/acserver/dialect.ts';
import type { RaceEvent } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { HASTE } from '../haste.ts';
import { openapiJudge, openapiPath } from '../judges/openapi.ts';
import { patientClock } from '../patientClock.ts';
import { freePort } from '../ports.ts';

/** The bot and the game server run on plain Node, so they are what `npm run build` made. */
export const built = (path: string): string => {
  const file = fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
  if (!existsSync(file)) throw new Error('run `npm run build` first');
  return file;
};

/** A league on a local Discord with a game server in a directory. Pitwall is not running yet. */
export interface Rig {
  readonly discord: LocalDiscord;
  /** The server directory, with cfg/ and results/. */
  readonly directory: string;
  /** Pitwall's DATA_DIR. */
  readonly data: string;
  /** The setting with the command that starts the game server. */
  readonly command: string;
  /** Makes something happen on a driven server; rejects with what is wrong. See its --help. */
  order(line: string): Promise<void>;
  /** Starts the game server as the manager would. */
  startByManager(): void;
  /** The address of its future websocket. */
  readonly websocket: string;
  /** Starts Pitwall in its own process; resolves once it has logged in. */
  startPitwall(): Promise<Pitwall>;
  /** Everything in a channel, line by line: text, and titles of embeds. */
  said(channel: string): string[];
  /** How many commands on Discord are waiting for their answer. */
  unanswered(): number;
  /** How many posts are waiting. */
  unsent(): number;
  /** Every line and title in all channels, except answers to commands, in no particular order. */
  posted(): string[];
  /** The same from the outbox: what should have been posted. */
  toPost(): string[];
  /** What the journal holds, oldest first. */
  events(): RaceEvent[];
  /** Every stored command, oldest first. */
  audit(): { readonly command: string; readonly outcome: string; readonly reason: string | null }[];
  /** The GUIDs with a ban in force. */
  bans(): string[];
  /** The game server's server_cfg.ini as it is now. */
  serverCfg(): string;
  /** The output of the newest start of the game server. */
  serverLog(): string[];
  close(): Promise<void>;
}

export interface Pitwall {
  readonly process: ChildProcess;
  /** What it logged since it was started. */
  log(): string;
  kill(): Promise<void>;
}

export interface RigOptions {
  readonly speed: number;
  /** A recorded race, or one that the server drives itself and that takes orders from the test. */
  readonly race?: 'recorded' | 'driven';
  /** The kind of game server that drives it; acServer when absent. The manager's server runs without Pitwall. */
  readonly dialect?: Dialect;
  /** Called for every request of the bot that was answered. */
  readonly observe?: LocalDiscordOptions['observe'];
  /** The language of each person's Discord, by name; en-US by default. */
  readonly locales?: Readonly<Record<string, string>>;
  /** Additional settings of Pitwall. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function openRig(options: RigOptions): Promise<Rig> {
  const { speed, race = 'recorded', dialect, observe, locales = {}, settings = {} } = options;
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-e2e-'));
  const data = join(directory, 'data');
  const complaints: string[] = [];
  const discord = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    clock: patientClock,
    ...leagueWithBoard,
    people: leagueWithBoard.people.map((person) => ({ ...person, locale: locales[person.name] })),
    ...judged(complaints, observe),
  });
  // Pitwall is killed and restarted within seconds.
  discord.logins.concurrency = 16;
  const lifeline = await openLifeline();
  const control = await freePort();
  const managersLog = join(directory, 'manager.log');
  const ports = {
    game: await freePort(),
    http: await freePort(),
    pluginLocal: await freePort(),
    plugin: await freePort(),
  };
  const rcon = dialect === 'assettoserver' ? await freePort() : undefined;
  const gameServer = createServerDirectory({
    directory: join(directory, 'server'),
    ports,
    program: built('sandbox/acserver/main.js'),
    lifeline: `127.0.0.1:${lifeline.port}`,
    speed,
    ...(race === 'driven'
      ? {
          mode: 'drive',
          // On a busy machine, an order to be calm comes too late: drivers who are there by then may leave first.
          calm: true,
          control,
          dialect,
          rcon,
          preset: rcon ? 'night' : undefined,
          uptimeSeconds: rcon ? 3 * 86_400 : undefined,
        }
      : { recording: recordingPath('nurburgring_sprint_b'), startAt: 'contact' }),
  });
  const websocketPort = await freePort();
  const command = gameServer.command.map((word) => `"${word}"`).join(' ');
  const environment = {
    ...settingsFor(discord),
    ...boardSettings(discord),
    SERVER_ID: 'sprint',
    SERVER_DIR: gameServer.directory,
    DATA_DIR: data,
    ACSERVER_COMMAND: command,
    WEBSOCKET_PORT: String(websocketPort),
    ...(dialect && { SERVER_DIALECT: dialect }),
    ...(rcon && { SERVER_RCON_ADDRESS: `127.0.0.1:${rcon}`, SERVER_PRESET: 'night' }),
    ...(dialect === 'acsm' && {
      ACSERVER_COMMAND: '',
      SERVER_MODE: 'external',
      SERVER_UDP_LISTEN: `127.0.0.1:${ports.plugin}`,
      SERVER_UDP_SEND: `127.0.0.1:${ports.pluginLocal}`,
      SERVER_LOG_FILE: managersLog,
    }),
    ...settings,
  };
  const ofManager = new Set<ChildProcess>();
  const running = new Set<Pitwall>();
  const logs = join(data, 'servers/sprint/logs');
  const rows = <Row>(sql: string): Row[] => {
    const database = new Database(join(data, 'pitwall.db'), { readonly: true });
    try {
      return database.prepare(sql).all() as Row[];
    } finally {
      database.close();
    }
  };

  return {
    discord,
    directory: gameServer.directory,
    data,
    command,
    order: (line) => order(control, line),
    startByManager() {
      const [program = '', ...words] = gameServer.command;
      const log = openSync(managersLog, 'a');
      ofManager.add(spawn(program, words, { cwd: gameServer.directory, stdio: ['ignore', log, log] }));
      closeSync(log);
    },
    websocket: `ws://127.0.0.1:${websocketPort}`,
    async startPitwall() {
      const pitwall = await start(environment, join(directory, `pitwall-${running.size}.log`));
      running.add(pitwall);
      return pitwall;
    },
    said: (channel) => discord.world.posts.list(discord.channel(channel)).flatMap(linesOf),
    unanswered: () => rows<unknown>('SELECT 1 FROM discord_replies').length,
    unsent: () => rows<unknown>("SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')").length,
    posted: () => postsIn(discord).flatMap(linesOf).sort(),
    toPost: () => rows<{ body: string; author: string | null }>(STANDING).flatMap(linesToPost).sort(),
    events: () =>
      rows<{ event: string }>('SELECT event FROM events ORDER BY id').map(
        ({ event }) => JSON.parse(event) as RaceEvent,
      ),
    audit: () => rows('SELECT command, outcome, reason FROM audit ORDER BY id'),
    bans: () => rows<{ guid: string }>('SELECT guid FROM bans WHERE lifted_at IS NULL').map(({ guid }) => guid),
    serverCfg: () => readFileSync(join(gameServer.directory, 'cfg', 'server_cfg.ini'), 'utf8'),
    serverLog() {
      const [newest = ''] = readdirSync(logs).sort().reverse();
      return readFileSync(join(logs, newest), 'utf8').split('\n');
    },
    async close() {
      await Promise.all([...running].map((pitwall) => pitwall.kill()));
      for (const process of ofManager) process.kill('SIGKILL');
      lifeline.close();
      await discord.close();
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
      if (complaints.length > 0) throw new Error(`Discord's own document says otherwise:\n${complaints.join('\n')}`);
    },
  };
}

/** If Discord's published document is available, every request of the bot and every answer is checked against it. */
export function judged(
  complaints: string[],
  observe: LocalDiscordOptions['observe'],
): Pick<LocalDiscordOptions, 'observe'> {
  if (!openapiPath) return { observe };
  const judge = openapiJudge(openapiPath);
  return {
    observe(observed) {
      observe?.(observed);
      const { asked, answered } = judge(observed);
      complaints.push(...asked, ...answered);
    },
  };
}

/** Of a message's states, the newest is the one in the channel. */
const STANDING = `SELECT body, author FROM outbox AS post
  WHERE state = 'sent' AND ifnull(key, '') NOT LIKE 'board/%' AND (key IS NULL OR id =
  (SELECT max(id) FROM outbox WHERE state = 'sent' AND channel = post.channel AND key = post.key))`;

/** All text of an answer, including embeds and their fields. A refusal is a follow-up that only the asker can read. */
export async function answerOf(handle: Handle): Promise<string> {
  await handle.done();
  const { content = '', embeds = [] } = handle.followUps.at(-1) ?? handle.reply() ?? {};
  return [content, JSON.stringify(embeds)].join('\n');
}

async function order(port: number, line: string): Promise<void> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.write(`${line}\n`);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  if (answer !== 'ok\n') throw new Error(`${line}: ${answer}`);
}

async function start(environment: Readonly<Record<string, string>>, logPath: string): Promise<Pitwall> {
  const log = openSync(logPath, 'a');
  const child = spawn(process.execPath, [built('src/main.js')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const said = () => readFileSync(logPath, 'utf8');
  await eventually('Pitwall is ready', () => {
    if (child.exitCode !== null) throw new Error(`Pitwall ended at its start:\n${said()}`);
    return said().includes('Pitwall is ready');
  });
  return {
    process: child,
    log: said,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

type Posted = ReturnType<LocalDiscord['world']['posts']['list']>[number];

const linesOf = ({ content, embeds, author, webhook_id }: Posted): string[] => [
  ...(content === '' ? [] : content.split('\n')).map((line) => (webhook_id ? `${author.username}: ${line}` : line)),
  ...embeds.map(({ title = '' }) => title),
];

/** Answers to commands carry the interaction that they answer. */
const postsIn = ({ world }: LocalDiscord): Posted[] =>
  world
    .channels()
    .filter(({ name }) => name !== 'live-timing')
    .flatMap(({ id }) => world.posts.list(id).filter(({ interaction_metadata }) => !interaction_metadata));

function linesToPost({ body, author }: { body: string; author: string | null }): string[] {
  const { content = '', embeds = [] } = JSON.parse(body) as { content?: string; embeds?: { title?: string }[] };
  const speaker = author === null ? '' : `${(JSON.parse(author) as { name: string }).name}: `;
  return [
    ...(content === '' ? [] : content.split('\n')).map((line) => speaker + line),
    ...embeds.map(({ title = '' }) => title),
  ];
}
