/** A league on a local Discord with a hub, and two edges with a driven game server each: four separate programs. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { boardSettings, leagueWithBoard, settingsFor } from '../../sandbox/demo/league.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { openLifeline } from '../../sandbox/lifeline.ts';
import { createServerDirectory } from '../../sandbox/serverDirectory.ts';
import type { RaceEvent } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { NatsServer } from '../fleet/nats/natsServer.ts';
import { patientClock } from '../patientClock.ts';
import { freePort } from '../ports.ts';
import { built, judged } from './rig.ts';

/** Without it, the disk of a single process cannot be filled. */
const PRLIMIT = '/usr/bin/prlimit';
export const noPrlimit = !existsSync(PRLIMIT);

/** A Pitwall in its own process, which can be killed and restarted with the same store. */
export class Host {
  readonly data: string;
  readonly #program: 'edge' | 'hub';
  readonly #environment: Readonly<Record<string, string>>;
  readonly #logs: string;
  #child: ChildProcess | undefined;
  #lives = 0;
  /** The last output of each life that ended without being told to. */
  readonly endedByItself: string[] = [];

  constructor(program: 'edge' | 'hub', directory: string, environment: Readonly<Record<string, string>>) {
    this.#program = program;
    this.data = join(directory, 'data');
    this.#environment = { ...environment, DATA_DIR: this.data };
    this.#logs = directory;
  }

  /** The log of this life. */
  log(): string {
    return readFileSync(join(this.#logs, `${this.#program}-${this.#lives}.log`), 'utf8');
  }

  async start(ready: string, withinMs?: number): Promise<void> {
    this.#lives += 1;
    const log = openSync(join(this.#logs, `${this.#program}-${this.#lives}.log`), 'a');
    const { PATH = '', SystemRoot = '', TMPDIR = tmpdir() } = process.env;
    const child = spawn(process.execPath, [built(`src/${this.#program}.js`)], {
      env: { PATH, SystemRoot, TMPDIR, ...this.#environment },
      stdio: ['ignore', log, log],
      cwd: this.#logs,
    });
    closeSync(log);
    this.#child = child;
    child.once('exit', () => {
      if (!child.killed) this.endedByItself.push(`${this.#program}: ${this.log().slice(-1000)}`);
    });
    await eventually(
      `the ${this.#program} says "${ready}"`,
      () => {
        if (child.exitCode !== null) throw new Error(`it ended at its start:\n${this.log()}`);
        return this.log().includes(ready);
      },
      withinMs,
    );
  }

  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** SIGSTOP: the process lives, but does and answers nothing. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  /** Simulates a full disk for this process only: none of its files, its log included, can outgrow the first page. */
  fillDisk(isFull: boolean): void {
    const limit = `--fsize=${isFull ? '4096' : 'unlimited'}:unlimited`;
    execFileSync(PRLIMIT, ['--pid', String(this.#child?.pid), limit]);
  }

  rows<Row>(sql: string): Row[] {
    const database = new Database(join(this.data, 'pitwall.db'), { readonly: true });
    try {
      return database.prepare(sql).all() as Row[];
    } finally {
      database.close();
    }
  }

  /** What its journal holds, oldest first. */
  events(): RaceEvent[] {
    return this.rows<{ event: string }>('SELECT event FROM events ORDER BY id').map(
      ({ event }) => JSON.parse(event) as RaceEvent,
    );
  }

  audit(): { readonly command: string; readonly outcome: string; readonly act: string }[] {
    return this.rows('SELECT command, outcome, act FROM audit ORDER BY id');
  }
}

/** An edge, and its game server. */
export interface EdgeHost extends Host {
  readonly directory: string;
  order(line: string): Promise<void>;
  /** The output of the newest start of the game server. */
  gameLog(): string;
}

interface EdgeHostOptions {
  /** The test's directory. */
  readonly directory: string;
  readonly name: 'a' | 'b';
  /** The id of its game server. */
  readonly server: string;
  readonly natsUrl: string;
  readonly lifeline: number;
  readonly speed: number;
  /** Additional settings of the edge. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Neither of the two is started yet. */
export async function openEdgeHost({
  directory,
  name,
  server,
  natsUrl,
  lifeline,
  speed,
  settings,
}: EdgeHostOptions): Promise<EdgeHost> {
  const home = mkdtempSync(join(directory, `${name}-`));
  const control = await freePort();
  const game = createServerDirectory({
    directory: join(home, 'server'),
    ports: {
      game: await freePort(),
      http: await freePort(),
      pluginLocal: await freePort(),
      plugin: await freePort(),
    },
    program: built('sandbox/acserver/main.js'),
    lifeline: `127.0.0.1:${lifeline}`,
    speed,
    mode: 'drive',
    calm: true,
    control,
  });
  const host = new Host('edge', home, {
    EDGE: name,
    NATS_URL: natsUrl,
    NATS_PASSWORD: `${name}-secret`,
    SERVER_ID: server,
    SERVER_DIR: game.directory,
    ACSERVER_COMMAND: game.command.map((word) => `"${word}"`).join(' '),
    LIFE_WARNING: 'no',
    ...settings,
  });
  const logs = join(host.data, 'servers', server, 'logs');
  return Object.assign(host, {
    directory: game.directory,
    order: (line: string) => order(control, line),
    gameLog(): string {
      const [newest = ''] = readdirSync(logs).sort().reverse();
      return readFileSync(join(logs, newest), 'utf8');
    },
  });
}

export interface FleetRig {
  readonly discord: LocalDiscord;
  readonly nats: NatsServer;
  readonly hub: Host;
  readonly hubSettings: Readonly<Record<string, string>>;
  /** `a` has the server `spa`, `b` has `monza`. */
  readonly edges: Readonly<Record<'a' | 'b', EdgeHost>>;
  readonly websocket: string;
  start(): Promise<void>;
  /** Gives a command as Ada, the race director, and answers yes to questions. */
  say(command: string, args?: Readonly<Record<string, string | number>>): Promise<string>;
  answerOf(asked: Handle): Promise<string>;
  said(channel: string): string[];
  close(): Promise<void>;
}

interface FleetRigOptions {
  readonly speed?: number;
  /** Settings of the hub. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function openFleetRig({ speed = 10, settings = {} }: FleetRigOptions = {}): Promise<FleetRig> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-fleet-'));
  const complaints: string[] = [];
  const discord = await openLocalDiscord({
    port: 0,
    clock: patientClock,
    ...leagueWithBoard,
    ...judged(complaints, undefined),
  });
  discord.logins.concurrency = 16;
  const nats = await NatsServer.start();
  const lifeline = await openLifeline();
  const websocketPort = await freePort();
  const places = join(directory, 'servers.ini');
  writeFileSync(
    places,
    [
      `[spa]\nEDGE=a\nDISCORD_CHAT_CHANNEL_ID=${discord.channel('race-chat')}`,
      `[monza]\nEDGE=b\nDISCORD_CHAT_CHANNEL_ID=${discord.channel('documents')}\n`,
    ].join('\n'),
  );
  const hubSettings = {
    ...settingsFor(discord),
    ...boardSettings(discord),
    SERVERS_FILE: places,
    DISCORD_CHAT_TO_GAME: 'yes',
    WEBSOCKET_PORT: String(websocketPort),
    NATS_URL: nats.url,
    NATS_PASSWORD: 'hub-secret',
    ...settings,
  };
  const hub = new Host('hub', mkdtempSync(join(directory, 'hub-')), hubSettings);
  const edge = (name: 'a' | 'b', server: string) =>
    openEdgeHost({ directory, name, server, natsUrl: nats.url, lifeline: lifeline.port, speed });
  const edges = { a: await edge('a', 'spa'), b: await edge('b', 'monza') };
  const ada = discord.person('Ada');
  const answerOf = async (asked: Handle): Promise<string> => {
    await asked.done();
    await eventually('an answer', () => hub.rows('SELECT 1 FROM discord_replies').length === 0);
    const { content = '', embeds = [] } = asked.followUps.at(-1) ?? asked.reply() ?? {};
    return [content, JSON.stringify(embeds)].join('\n');
  };
  return {
    discord,
    nats,
    hub,
    hubSettings,
    edges,
    websocket: `ws://127.0.0.1:${websocketPort}`,
    async start() {
      await hub.start('Pitwall is ready');
      await edges.a.start('connected to NATS');
      await edges.b.start('connected to NATS');
      const asksWhere = (): boolean =>
        discord.world
          .commands()
          .some(({ name, options }) => name === 'kick' && options?.some((each) => each.name === 'server'));
      await eventually('Discord has been told that there are two servers', asksWhere);
    },
    async say(command, args = {}) {
      const asked = ada.slash({ channel: discord.channel('race-control'), path: command.split(' '), options: args });
      const answer = await answerOf(asked);
      const [row] = asked.reply()?.components ?? [];
      const yes = row && 'components' in row ? row.components.find((part) => 'custom_id' in part) : undefined;
      if (!yes || !('custom_id' in yes)) return answer;
      await ada.click({ message: asked.reply()?.id ?? '', customId: yes.custom_id }).done();
      return answerOf(asked);
    },
    answerOf,
    said: (channel) =>
      discord.world.posts
        .list(discord.channel(channel))
        .flatMap(({ content, embeds, author }) => [
          ...(content === '' ? [] : [`${author.username}: ${content}`]),
          ...embeds.map(({ title = '' }) => title),
        ]),
    async close() {
      for (const host of [hub, edges.a, edges.b]) await host.end();
      await nats.end('SIGKILL');
      lifeline.close();
      await discord.close();
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
      if (complaints.length > 0) throw new Error(`Discord's own document says otherwise:\n${complaints.join('\n')}`);
    },
  };
}

async function order(port: number, line: string): Promise<void> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.write(`${line}\n`);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  if (answer !== 'ok\n') throw new Error(`${line}: ${answer}`);
}
