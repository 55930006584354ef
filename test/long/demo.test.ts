import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { built } from '../e2e/rig.ts';
import { eventually } from '../eventually.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** A running demo, and its processes. */
interface Running {
  readonly child: ChildProcess;
  readonly directory: string;
  readonly demo: number;
  readonly bot: number;
  readonly gameServer: number;
}

const left = new Set<Running>();
afterEach(() => {
  for (const { child, directory, demo, bot, gameServer } of left) {
    child.kill('SIGKILL');
    for (const pid of [demo, bot, gameServer].filter(isAlive)) process.kill(pid, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
  left.clear();
});

const processes = (): Row[] =>
  execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, command] = /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? [];
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });

function isAlive(pid: number): boolean {
  return processes().some((row) => row.pid === pid && !row.command.includes('<defunct>'));
}

/** Starts a demo with these arguments and waits until it is ready. */
async function run(program: string, ...words: string[]): Promise<Running> {
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await eventually('the demo is ready', () => said.includes('Ctrl-C') || child.exitCode !== null);
  const directory = /^Files: +(\S+)/m.exec(said)?.[1];
  if (directory === undefined) throw new Error(`no demo: ${said}`);
  const all = processes();
  const gameServer = all.find(({ command }) => command.includes('acserver/main.js') && command.includes(directory));
  const bots = all.filter(({ command }) => command.includes('src/main.js') && command.includes('hold.js'));
  const demos = all.filter(({ command }) => /^\S*node \S*(sandbox\/demo\/main\.js|pitwall\.cjs demo\b)/.test(command));
  const bot = bots.find(({ parent }) => demos.some(({ pid }) => pid === parent && isBelow(pid, child.pid ?? 0, all)));
  if (!gameServer || !bot) throw new Error('bot or game server do not run');
  const running = { child, directory, demo: bot.parent, bot: bot.pid, gameServer: gameServer.pid };
  left.add(running);
  return running;
}

function isBelow(pid: number, ancestor: number, all: readonly Row[]): boolean {
  if (pid === ancestor) return true;
  const row = all.find((each) => each.pid === pid);
  return row !== undefined && row.parent > 1 && isBelow(row.parent, ancestor, all);
}

const goneSoon = ({ demo, bot, gameServer }: Running): Promise<boolean> =>
  eventually('all are gone', () => ![demo, bot, gameServer].some(isAlive));

const demo = () => run(process.execPath, built('sandbox/demo/main.js'), '--port', '0', '--speed', '5');

describe('no process of the demo is left', () => {
  test('after Ctrl-C, and no files either', async () => {
    const running = await demo();
    const log = readFileSync(join(running.directory, 'pitwall.log'), 'utf8');
    // Its game server ends with it in any case, so there is no warning.
    expect(log).toContain('Pitwall is ready');
    expect(log).not.toMatch(/shares a container|KillMode/);
    const ended = once(running.child, 'exit');
    running.child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    await goneSoon(running);
    expect(existsSync(running.directory)).toBe(false);
  });

  test('after a kill', async () => {
    const running = await demo();
    running.child.kill('SIGKILL');
    await goneSoon(running);
  });

  test('after the npm process is killed', async () => {
    // Skips the build, which has already been done.
    const running = await run('npm', 'run', '--ignore-scripts', 'demo', '--', '--port', '0', '--speed', '5');
    expect(running.demo).not.toBe(running.child.pid);
    running.child.kill('SIGKILL');
    await goneSoon(running);
  });

  test('after the bot was killed and restarted in the same race', async () => {
    const running = await demo();
    process.kill(running.bot, 'SIGKILL');
    const next = await eventually('another bot', () =>
      processes().find(({ pid, parent, command }) => {
        return parent === running.demo && pid !== running.bot && command.includes('src/main.js');
      }),
    );
    expect(isAlive(running.gameServer)).toBe(true);
    running.child.kill('SIGINT');
    await goneSoon({ ...running, bot: next.pid });
  });
});

test('a taken port is reported in one sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const child = spawn(process.execPath, [built('sandbox/demo/main.js'), '--port', String(port)], { stdio: 'pipe' });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const [code] = await once(child, 'close');
  taken.close();
  expect([code, complaint]).toEqual([2, `Port ${port} on 127.0.0.1 is taken; choose another with --port.\n`]);
});
