/** Pitwall as it is installed, with a local Discord and a game server that the measurement controls. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { league, settingsFor } from '../../sandbox/demo/league.ts';
import { freePort } from '../../sandbox/demo/ports.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { OPTIMIZE_LATER } from '../../src/kit/optimizing.ts';
import { residentOf } from '../programs.ts';
import { Field, opening } from '../receive/field.ts';
import { type Mark, Timeline } from './phases.ts';

/** Requests that post or edit a message, counted once Discord has carried them out. */
interface Posts {
  count: number;
  onPost: (body: unknown) => void;
}

export interface AnswersRig {
  readonly discord: LocalDiscord;
  readonly socket: WebSocket;
  /** Writes one line to the game server's log. */
  log(line: string): void;
  send(datagram: Buffer): void;
  readonly posts: Posts;
  /** Processor time of the main thread, ms; undefined where Linux does not report it. */
  spent(): number | undefined;
  /** Resident memory in bytes; undefined where Linux does not report it. */
  memory(): number | undefined;
  /** Reports at the end what made the slow answers slow; only where PHASES is set. */
  readonly timeline: Timeline | undefined;
  close(): Promise<void>;
}

const MESSAGES = [
  'POST /channels/:channel/messages',
  'PATCH /channels/:channel/messages/:message',
  'POST /webhooks/:webhook/:token',
];

/** A game server that has sent nothing for 15 s counts as silent. */
const HEARD_MS = 1000;

/** @param haste Discord's rate limit windows are this many times shorter */
export async function openAnswersRig({ haste }: { readonly haste: number }): Promise<AnswersRig> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  const logPath = join(directory, 'server.log');
  // The log of a real acServer is not empty at this point, and Pitwall looks at an empty one more closely.
  writeFileSync(logPath, 'Assetto Corsa Dedicated Server v1.15\nProtocol version: 202\n');
  const posts: Posts = { count: 0, onPost() {} };
  const discord = await openLocalDiscord({
    port: 0,
    haste,
    ...league,
    observe({ route = '', body, status }) {
      if (!MESSAGES.includes(route) || status >= 300) return;
      posts.count += 1;
      posts.onPost(body);
    },
  });
  const server = createSocket('udp4');
  server.on('message', () => {});
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const [plugin, websocket] = [await freePort(), await freePort()];
  const marks = join(directory, 'marks.json');
  const child = await started({
    ...settingsFor(discord),
    SERVER_MODE: 'external',
    SERVER_ID: 'bench',
    SERVER_UDP_LISTEN: `127.0.0.1:${plugin}`,
    SERVER_UDP_SEND: `127.0.0.1:${server.address().port}`,
    SERVER_LOG_FILE: logPath,
    // Edits of the board would be taken for answers.
    NOTICES: 'board=off',
    WEBSOCKET_PORT: String(websocket),
    DATA_DIR: join(directory, 'data'),
    PHASES: marks,
  });
  const socket = new WebSocket(`ws://127.0.0.1:${websocket}`);
  await once(socket, 'open');
  const rig: AnswersRig = {
    discord,
    socket,
    log: (line) => appendFileSync(logPath, `${line}\n`),
    send: (datagram) => server.send(datagram, plugin, '127.0.0.1'),
    posts,
    spent: () => spentBy(child.pid),
    memory: () => residentOf(child.pid),
    timeline: process.env.PHASES === undefined ? undefined : new Timeline(),
    async close() {
      stopSpeaking();
      socket.terminate();
      child.kill('SIGTERM');
      await once(child, 'exit');
      rig.timeline?.tell(JSON.parse(readFileSync(marks, 'utf8')) as Mark[]);
      server.close();
      await discord.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  for (const datagram of opening()) rig.send(datagram);
  const stopSpeaking = keepSpeaking(rig.send);
  return rig;
}

/** Sends a position now and then, as any server with a driver on track does, so that the server never counts as silent. */
function keepSpeaking(send: (datagram: Buffer) => void): () => void {
  const field = new Field();
  const timer = setInterval(() => {
    const [position] = field.at(performance.now() / 1000);
    if (position) send(position);
  }, HEARD_MS);
  return () => clearInterval(timer);
}

async function started(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const main = fileURLToPath(new URL('../../src/pitwall.js', import.meta.url));
  const { PATH } = process.env;
  const { PROFILE, PHASES } = process.env;
  const profiling = PROFILE === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', PROFILE];
  const witness = PHASES === undefined ? [] : ['--import', new URL('./witness.js', import.meta.url).href];
  const child = spawn(process.execPath, [OPTIMIZE_LATER, ...profiling, ...witness, main, 'start'], {
    // As the unit of a service has it.
    env: { PATH, MALLOC_ARENA_MAX: '2', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    output += text;
    if (output.includes('Pitwall is ready')) break;
  }
  if (!output.includes('Pitwall is ready')) throw new Error(`Pitwall did not start:\n${output}`);
  child.stdout.resume();
  return child;
}

function spentBy(pid: number | undefined): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}
