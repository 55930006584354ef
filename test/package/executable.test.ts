import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { league } from '../../sandbox/demo/league.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { openLifeline } from '../../sandbox/lifeline.ts';
import { createServerDirectory } from '../../sandbox/serverDirectory.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../ports.ts';
import { installation } from '../program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LINUX = join(ROOT, 'dist/download/linux/pitwall');
const WINDOWS = join(ROOT, 'dist/download/windows/pitwall.exe');
const isMakeable = process.platform === 'linux' && process.arch === 'x64';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'pitwall-executable-'));
  execFileSync(process.execPath, [join(ROOT, 'dist/scripts/bundle.js'), '--bare'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The executable alone, away from Pitwall's packages. */
function pitwall(words: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(LINUX, [...words], {
    cwd,
    env: { HOME: home, PATH: '/usr/bin:/bin', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, ended, output: () => output, errors: () => errors };
}

async function ran(words: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const program = pitwall(words, cwd, env);
  return { code: await program.ended, output: program.output(), errors: program.errors() };
}

function folder(name: string): string {
  mkdirSync(join(home, name));
  return join(home, name);
}

describe.runIf(isMakeable)('the executable for Linux', () => {
  it('prints its version, refuses what it cannot do and reports that it is not configured', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const empty = folder('empty');
    expect(await ran(['--version'], empty)).toEqual({ code: 0, output: `${version}\n`, errors: '' });
    for (const [words, sentence] of [
      [['strat'], "Unknown command 'strat'. Did you mean start?\n"],
      [['doctor', '--jsn'], "Unknown option '--jsn'. Did you mean --json?\n"],
      [['demo'], expect.stringMatching(/^The demo is in the checkout alone[^\n]+\n$/)],
      [[], expect.stringMatching(/^Pitwall is not configured yet: run "\/\S+\/pitwall setup", or [^\n]+example\.\n$/)],
    ] as const) {
      expect(await ran(words, empty)).toEqual({ code: 2, output: '', errors: sentence });
    }
  });

  it('reports in one sentence that it cannot write', async () => {
    const file = join(folder('closed'), 'data');
    // No folder can be made in a file, not even by root, who ignores permissions.
    writeFileSync(file, '');
    const { code, errors } = await ran(['doctor'], join(home, 'closed'));
    expect(code).toBe(2);
    expect(errors).toMatch(
      /^[^\n]+data\/addons cannot be written \(E[^\n]+\): give the user that runs Pitwall [^\n]+\n$/,
    );
    expect(statSync(file).size).toBe(0);
  });

  it('is set up, draws a picture of an incident, is killed and continues', async () => {
    const made = await installation(league);
    const lifeline = await openLifeline();
    const control = await freePort();
    const { directory } = createServerDirectory({
      directory: made.directory,
      mode: 'drive',
      calm: true,
      control,
      ports: made.ports,
      program: join(ROOT, 'dist/sandbox/acserver/main.js'),
      lifeline: `127.0.0.1:${lifeline.port}`,
    });
    const own = folder('own');
    const { discord } = made;
    const stewards = discord.channel('stewards');
    let running: ReturnType<typeof pitwall> | undefined;
    try {
      const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api };
      const set = await ran(['setup', ...answers(discord, directory)], own, env);
      expect([set.code, set.errors]).toEqual([0, '']);
      expect(readFileSync(join(own, 'pitwall.service'), 'utf8')).toContain(`ExecStart=${LINUX} start\n`);

      // All it knows is what the setup wrote into .env.
      running = await started(own);
      await discord
        .person('Ada')
        .slash({ channel: discord.channel('race-control'), path: ['server', 'start'], options: {} })
        .done();
      await eventually('a contact', () => isDone('collide 1 2', control));
      await eventually('an incident', () => JSON.stringify(discord.world.posts.list(stewards)).includes('INC-1'));
      // The positions after the contact arrive a little later.
      const map = await eventually('a picture', () => pictureOf('INC-1', discord));
      expect(map.subarray(1, 4).toString()).toBe('PNG');
      expect(running.errors()).toBe('');

      running.child.kill('SIGKILL');
      await running.ended;
      const programs = filesIn(join(own, 'data/addons'));
      running = await started(own);
      expect((await ran(['doctor', '--json'], own)).output).toContain('"Discord accepts the token"');
      expect(filesIn(join(own, 'data/addons'))).toEqual(programs);
      running.child.kill('SIGTERM');
      expect([await running.ended, running.errors()]).toEqual([0, '']);
      expect((await ran(['backup'], own)).code).toBe(0);
    } finally {
      running?.child.kill('SIGKILL');
      await running?.ended;
      lifeline.close();
      await made.remove();
    }
  });
});

const answers = (discord: LocalDiscord, directory: string): readonly string[] =>
  Object.entries({
    channels: 'choose',
    'race-control': discord.channel('race-control'),
    stewards: discord.channel('stewards'),
    'admin-role': discord.role('Race Director'),
    'steward-role': discord.role('Steward'),
    mode: 'managed',
    'server-dir': directory,
    write: 'yes',
    unit: 'yes',
  }).flatMap(([name, value]) => [`--${name}`, value]);

async function started(cwd: string) {
  const program = pitwall(['start'], cwd);
  await eventually('Pitwall is ready', () => {
    if (program.child.exitCode !== null) throw new Error(`${program.output()}\n${program.errors()}`);
    return program.output().includes('Pitwall is ready');
  });
  return program;
}

async function pictureOf(number: string, discord: LocalDiscord): Promise<Buffer | undefined> {
  const channel = discord.channel('stewards');
  const asked = discord.person('Stig').slash({ channel, path: ['incident', 'picture'], options: { number } });
  await asked.done();
  const url = asked.reply()?.attachments[0]?.url;
  return url === undefined ? undefined : Buffer.from(await (await fetch(url)).arrayBuffer());
}

/** Whether the simulated game server does it, which it cannot before it is up and the cars are there. */
async function isDone(order: string, port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  try {
    await once(socket, 'connect');
    socket.write(`${order}\n`);
    const [answer] = await once(socket, 'data');
    return answer === 'ok\n';
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => `${name} ${statSync(join(path, name)).mtimeMs}`);

describe.runIf(isMakeable)('the executable for Windows', () => {
  const bytes = (): Buffer => readFileSync(WINDOWS);

  it('is a 64-bit program containing Pitwall, without an outdated signature', () => {
    const program = bytes();
    const header = program.readUInt32LE(0x3c);
    expect(program.toString('latin1', header, header + 4)).toBe('PE\0\0');
    // x64, with an empty certificate entry.
    expect(program.readUInt16LE(header + 4)).toBe(0x8664);
    expect(program.readBigUInt64LE(header + 24 + 112 + 32)).toBe(0n);
    expect(program.includes('NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1')).toBe(true);
    expect(program.includes(Buffer.from('NODE_SEA_BLOB', 'utf16le'))).toBe(true);
  });

  it('contains the native modules for Windows and their data', () => {
    const program = bytes();
    const parts = join(ROOT, 'dist/download/parts/node_modules');
    for (const path of [
      '@libsql/win32-x64-msvc/index.node',
      '@napi-rs/canvas-win32-x64-msvc/skia.win32-x64-msvc.node',
      '@napi-rs/canvas-win32-x64-msvc/icudtl.dat',
    ]) {
      expect([path, program.includes(readFileSync(join(parts, path)))]).toEqual([path, true]);
    }
    expect(program.includes(readFileSync(join(ROOT, 'dist/download/pitwall.mjs')))).toBe(true);
  });
});

it('the packages inside have the same versions as in the project', () => {
  const lock = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
  const own = lock('package-lock.json');
  for (const [name, { version, integrity }] of Object.entries<{ version: string; integrity: string }>(
    lock('packaging/download/package-lock.json'),
  )) {
    if (/@libsql|@napi-rs/.test(name))
      expect([name, own[name]]).toEqual([name, expect.objectContaining({ version, integrity })]);
  }
});
