import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeRcon, readPackets } from '../../../sandbox/acserver/driving/rcon.ts';
import { STEP_MS } from '../../../sandbox/acserver/driving/ticker.ts';
import { readOptions, recordingPath, usage } from '../../../sandbox/acserver/options.ts';
import { openLifeline } from '../../../sandbox/lifeline.ts';
import { createServerDirectory, type ReplayedDirectory } from '../../../sandbox/serverDirectory.ts';
import { decodeFromServer, encode } from '../../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { pause } from '../../eventually.ts';
import { freePort } from '../../ports.ts';

// What `npm run build` made of sandbox/acserver/main.ts.
const program = fileURLToPath(new URL('../../../dist/sandbox/acserver/main.js', import.meta.url));

const directories = mkdtempSync(join(tmpdir(), 'acserver-'));
afterAll(() => rmSync(directories, { recursive: true, force: true }));

describe('the options', () => {
  it('default to the server directory that is the current one', () => {
    expect(readOptions([])).toMatchObject({ directory: '.', serverConfig: 'cfg/server_cfg.ini', speed: 1, startAt: 0 });
    expect(readOptions([])).toMatchObject({ replay: undefined, dialect: 'kunos', seed: 1, control: 0 });
  });

  it('include those of acServer', () => {
    const options = readOptions(['-c', 'a.ini', '-e', 'b.ini', '--start-at', 'contact']);
    expect(options).toMatchObject({ serverConfig: 'a.ini', entryList: 'b.ini', startAt: 'contact' });
  });

  it('take both files from a preset, unless given explicitly', () => {
    expect(readOptions(['--preset', 'night'])).toMatchObject({
      serverConfig: 'presets/night/server_cfg.ini',
      entryList: 'presets/night/entry_list.ini',
    });
    expect(readOptions(['--preset', 'night', '-e', 'b.ini'])).toMatchObject({ entryList: 'b.ini' });
  });

  it('document the shortest interval of positions', () => {
    expect(usage).toContain('at most every 50 ms');
    expect(STEP_MS).toBe(50);
  });

  it.each([
    [['--spee', '2']],
    [['--uptime', 'long']],
    [['--speed', '0']],
    [['--speed', 'fast']],
    [['--dialect', 'rfactor']],
    [['--dialect', 'assettoserver', '--replay', 'race.ndjson']],
    [['--seed', 'lucky']],
    [['--control', '70000']],
    [['--lobby', 'kunos']],
    [['--start-at', 'soon']],
    [['--lifeline', '7000']],
    [['--dir']],
    [['race.ndjson']],
  ])('refuse %j with one sentence', (words) => {
    expect(() => readOptions(words)).toThrow(UserError);
    expect(() => readOptions(words)).toThrow(/^[^\n]+$/);
  });
});

describe.concurrent('the process', () => {
  it('plays a race, answers a plugin and ends with code 0', async () => {
    const plugin = createSocket('udp4').bind(0, '127.0.0.1');
    await once(plugin, 'listening');
    const received: FromServer[] = [];
    const port = await freePort();
    plugin.on('message', (datagram) => {
      const packet = decodeFromServer(datagram);
      received.push(packet);
      if (packet.type === 'clientLoaded') {
        plugin.send(encode({ type: 'getSessionInfo', sessionIndex: -1 }), port, '127.0.0.1');
      }
    });
    const directory = serverDirectory({ pluginLocal: port, plugin: plugin.address().port, startAt: 'contact' });
    edit(directory, 'LOOP_MODE=1', 'LOOP_MODE=0');
    const { code, output } = await run(join(directory, 'acServer'), ['--speed', '200']);
    plugin.close();
    expect(code).toBe(0);
    expect(output).toContain('\nServer started\n');
    expect(received.map(({ type }) => type).slice(0, 4)).toEqual([
      'version',
      'newSession',
      'newConnection',
      'newConnection',
    ]);
    expect(received.at(-1)).toEqual({ type: 'endSession', filename: 'results/2019_2_15_22_10_RACE.json' });
    // At this speed, the race may have begun by the time the question arrives.
    expect(received.find(({ type }) => type === 'sessionInfo')).toMatchObject({ track: 'ks_red_bull_ring' });
    expect(existsSync(join(directory, 'results/2019_2_15_22_10_RACE.json'))).toBe(true);
  });

  it('drives on its own and accepts control lines', async () => {
    const directory = mkdtempSync(join(directories, 'server-'));
    const ports = { game: 9600, http: 0, pluginLocal: 0, plugin: 0 };
    const control = await freePort();
    createServerDirectory({ mode: 'drive', directory, program, ports, control });
    edit(directory, 'LOOP_MODE=1', 'LOOP_MODE=0');
    let answer = '';
    const { code, output } = await run(join(directory, 'acServer'), [], () => {
      const socket = connect({ host: '127.0.0.1', port: control });
      socket.on('data', (chunk) => {
        answer += String(chunk);
        if (answer.endsWith('car 99\n')) socket.write('finish\n');
      });
      socket.on('error', () => {}); // the server ends first
      socket.write('say 99 hello\n');
    });
    expect(answer).toMatch(/^there is nobody in car 99\n/);
    expect(output).toContain('\nNo cars connected, move to next session\n');
    expect(code).toBe(0);
  });

  it('runs as AssettoServer with a preset, RCON and no log', async () => {
    const directory = mkdtempSync(join(directories, 'server-'));
    const ports = { game: 9600, http: 0, pluginLocal: 0, plugin: 0 };
    const [control, rcon] = [await freePort(), await freePort()];
    const server = { mode: 'drive', dialect: 'assettoserver', preset: 'night', uptimeSeconds: 3600 } as const;
    const lifeline = await openLifeline();
    const address = `127.0.0.1:${lifeline.port}`;
    createServerDirectory({ ...server, directory, program, ports, control, rcon, lifeline: address });
    expect(existsSync(join(directory, 'cfg'))).toBe(false);
    expect(existsSync(join(directory, 'presets/night/server_cfg.ini'))).toBe(true);
    const child = spawn(join(directory, 'acServer'), [], { stdio: ['ignore', 'pipe', 'inherit'] });
    const printed = text(child.stdout);
    const console = await connected(rcon);
    console.write(encodeRcon({ id: 1, type: 3, body: 'parc-ferme' }));
    await once(console, 'data');
    console.write(encodeRcon({ id: 2, type: 2, body: 'kick 17' }));
    const [answer] = await once(console, 'data');
    expect(readPackets(answer)?.packets[0]?.body).toBe('This player is not connected.\n');
    const ended = once(child, 'exit');
    lifeline.close();
    await ended;
    expect(await printed).toBe('');
  });

  it('ends silently when its lifeline is lost', async () => {
    const lifeline = await openLifeline();
    const directory = serverDirectory({ lifeline: `127.0.0.1:${lifeline.port}` });
    const { code, output } = await run(join(directory, 'acServer'), [], () => lifeline.close());
    expect(code).toBe(0);
    expect(output.trimEnd().split('\n').at(-1)).toBe('Server started');
  });

  it('ends at once on SIGINT', async () => {
    const directory = serverDirectory({});
    const { code } = await run(join(directory, 'acServer'), [], (pid) => process.kill(pid, 'SIGINT'));
    expect(code).toBe(0);
  });

  it('ends with code 2 if a model is not in CARS', async () => {
    const directory = serverDirectory({});
    edit(directory, 'CARS=rss_formula_rss_4', 'CARS=ks_lada');
    const { code, output } = await run(join(directory, 'acServer'), []);
    expect(code).toBe(2);
    expect(output).toContain('CAR_0 is a rss_formula_rss_4, which is not in CARS');
  });
});

type DirectoryOptions = Partial<ReplayedDirectory['ports'] & Pick<ReplayedDirectory, 'lifeline' | 'startAt'>>;

/** Without plugin ports the server neither sends nor listens. */
function serverDirectory({ pluginLocal = 0, plugin = 0, lifeline, startAt }: DirectoryOptions): string {
  const directory = mkdtempSync(join(directories, 'server-'));
  const ports = { game: 9600, http: 0, pluginLocal, plugin };
  createServerDirectory({ directory, recording: recordingPath('red-bull-ring'), program, ports, lifeline, startAt });
  return directory;
}

function edit(directory: string, from: string, to: string): void {
  const path = join(directory, 'cfg/server_cfg.ini');
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

async function run(file: string, words: readonly string[], onStarted = (_pid: number) => {}) {
  const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', (chunk) => {
    if (String(chunk).includes('Server started')) onStarted(child.pid ?? 0);
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { output, code };
}

/** Connects as soon as somebody listens there. */
async function connected(port: number): Promise<Socket> {
  for (;;) {
    const socket = connect({ host: '127.0.0.1', port });
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      await pause(50);
    }
  }
}
