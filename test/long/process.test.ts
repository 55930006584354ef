import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isSameProcess } from '../../src/acserver/process/identity.ts';
import { untilTrue } from '../acserver/process/rig.ts';
import { pause } from '../eventually.ts';

/** Bots run on plain Node, so they import what `npm run build` made. */
const bot = fileURLToPath(new URL('../fakes/acserver/bot.mjs', import.meta.url));
const built = fileURLToPath(new URL('../../dist/src/acserver/process.js', import.meta.url));

let directory = '';
let running: ChildProcess | undefined;
beforeEach(() => {
  if (!existsSync(built)) throw new Error('run `npm run build` first');
  directory = mkdtempSync(join(tmpdir(), 'kill-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
  const record = readJson('record.json');
  if (record && isSameProcess(record)) process.kill(-record.pid, 'SIGKILL');
  rmSync(directory, { recursive: true });
});

it('Pitwall keeps the game server and every log line across kills and restarts', async () => {
  // Milliseconds that each bot lives after it opened the server, and how it ends. The first dies as soon as it is seen.
  const ends = [
    [0, 'SIGKILL'],
    [213, 'SIGKILL'],
    [97, 'SIGHUP'],
    [331, 'SIGKILL'],
    [5, 'SIGKILL'],
    [160, 'SIGHUP'],
    [418, 'SIGKILL'],
  ] as const;
  for (const [index, [lifeMs, signal]] of ends.entries()) {
    await liveAndEnd(index, lifeMs, signal);
    await pause(60 + 10 * index); // no bot is there, and the server goes on printing
    expect(isSameProcess(readJson('record.json')), `alive after end ${index} by ${signal}`).toBe(true);
  }
  await liveAndEnd(ends.length, 300, 'SIGTERM'); // a /server stop, and the rest of the log

  const openings = linesOf('openings.ndjson').map((line) => JSON.parse(line));
  expect(openings.map(({ adopted }) => adopted)).toEqual([false, ...ends.map(() => true)]);
  expect(new Set(openings.map(({ pid }) => pid)).size).toBe(1);

  const cursor = readJson('cursor.json');
  const printed = linesOf(join('logs', cursor.log));
  expect(cursor.faults).toEqual([]);
  expect(printed.at(-1)).toBe(`last ${cursor.next}`);
  expect(printed).toHaveLength(cursor.next + 2);
  expect(cursor.next).toBeGreaterThan(100);
  expect(readJson('record.json')).toBeUndefined();
});

/** Runs one bot in its own process group until it has opened the server, lets it live, and ends the whole group. */
async function liveAndEnd(index: number, lifeMs: number, signal: 'SIGKILL' | 'SIGHUP' | 'SIGTERM'): Promise<void> {
  const child = spawn(process.execPath, [bot, directory], { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  running = child;
  const ended = once(child, 'exit');
  await untilTrue(() => linesOf('openings.ndjson').length > index || child.exitCode !== null);
  await pause(lifeMs);
  process.kill(-(child.pid ?? 0), signal);
  const [code, endedBy] = await ended;
  expect([code, endedBy]).toEqual(signal === 'SIGKILL' ? [null, 'SIGKILL'] : [0, null]);
}

const linesOf = (name: string): string[] => readFileSync(join(directory, name), 'utf8').trimEnd().split('\n');

function readJson(name: string) {
  const path = join(directory, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
