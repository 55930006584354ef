import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { appOf } from '../fakes/app.ts';
import { driverRow, fakeServer, openRig } from '../websocket/rig.ts';

const program = fileURLToPath(new URL('../../bin/pitwall.cjs', import.meta.url));

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Runs the built program as a pipe would; `input` undefined leaves it open. */
function start(words: readonly string[], { input, token }: { input?: string; token?: string } = {}) {
  if (!existsSync(program)) throw new Error('run `npm run build` first');
  const { PATH = '', SystemRoot = '' } = process.env;
  const env = { PATH, SystemRoot, ...(token === undefined ? {} : { PITWALL_TOKEN: token }) };
  const child = spawn(process.execPath, [program, 'line', ...words], { env });
  started.push(child);
  const said = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.errors += text;
  });
  if (input !== undefined) child.stdin.end(input);
  return { child, ended: once(child, 'close').then(([code]) => ({ code, ...said })) };
}

const app = () => appOf(fakeServer({ drivers: [driverRow({ carId: 4 })] }));

describe.concurrent('the line client', () => {
  test('prints its help', async () => {
    const { code, output } = await start(['--help']).ended;
    expect([code, output]).toEqual([0, expect.stringContaining('--url')]);
  });

  test.each([
    [['--url', 'localhost'], '--url takes an address such as ws://127.0.0.1:8765/, not "localhost".\n'],
    [['--uri', 'ws://localhost/'], "Unknown option '--uri'. Did you mean --url?\n"],
    [['--url', 'ws://127.0.0.1:1/'], expect.stringMatching(/^Nothing answers at ws:\/\/127\.0\.0\.1:1\/: [^\n]+\n$/)],
  ])('refuses %j in one sentence', async (words, sentence) => {
    const { code, errors } = await start(words).ended;
    expect([code, errors]).toEqual([2, sentence]);
  });
});

describe('lines from a pipe', () => {
  test('are answered one by one in readable form', async () => {
    const { address } = await openRig({ app: app() });
    const input = 'server info\n\n@mine server drivers\nserver restart';
    const { code, output, errors } = await start(['--url', `ws://${address}`], { input }).ended;
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^\* Welcome to the Assetto Corsa WebSocket server .*\nserverInfo:\n {2}version: v1\.15\n/);
    expect(output).toContain('drivers:\n  Mark Hannon:\n    name: Mark Hannon\n');
    expect(output).toMatch(/Assetto Corsa server stopped\nAssetto Corsa server started\n$/);
  });

  test('print errors for refused lines and set the exit code', async () => {
    const { address } = await openRig({ app: app() });
    const { code, output } = await start(['--url', `ws://${address}`], { input: 'warp 9\nserver info\n' }).ended;
    expect(code).toBe(1);
    expect(output).toContain('! There is no command "warp"; "help" lists them.\nserverInfo:');
  });

  test('are all answered, even a large number', async () => {
    const ran: string[] = [];
    const [each] = commands.filter(({ name }) => name === 'whoami');
    const count = { ...each, run: () => ({ kind: 'note' as const, text: String(ran.push('x')) }) };
    const { address } = await openRig({ commands: [count as (typeof commands)[number]] });
    const { output } = await start(['--url', `ws://${address}`], { input: 'whoami\n'.repeat(90) }).ended;
    expect(output.trimEnd().split('\n').slice(1)).toEqual(ran.map((_, index) => String(index + 1)));
    expect(ran).toHaveLength(90);
  });
});

describe('a token', () => {
  test('is read from PITWALL_TOKEN and never printed', async () => {
    const { address } = await openRig({ tokens: { admin: 'admin-token' } });
    const input = 'whoami\n';
    const told = await start(['--url', `ws://${address}`], { input, token: 'admin-token' }).ended;
    expect(told.code).toBe(0);
    expect(told.output + told.errors).not.toContain('admin-token');
  });

  test('that is wrong ends the client with one sentence', async () => {
    const { address } = await openRig({ tokens: { admin: 'admin-token' } });
    const told = await start(['--url', `ws://${address}`], { input: 'whoami\n', token: 'wrong' }).ended;
    expect(told).toEqual({
      code: 2,
      output: '',
      errors: `Pitwall at ws://${address} refuses: The Authorization header must be "Bearer" and a token of this server.\n`,
    });
  });

  test('that is missing leads to an error for each line', async () => {
    const { address } = await openRig({ tokens: { admin: 'admin-token' } });
    const told = await start(['--url', `ws://${address}`], { input: 'server stop\n' }).ended;
    expect([told.code, told.output]).toEqual([1, expect.stringMatching(/^! Authenticate first: /)]);
  });
});

test('events are printed as they happen, and the client ends with Pitwall', async () => {
  const rig = await openRig({ app: app() });
  const { child, ended } = start(['--url', `ws://${rig.address}`]);
  await once(child.stdout, 'data');
  rig.publish({ type: 'driverJoined', driver: { carId: 4, guid: '1', name: 'Ada' }, model: 'bmw_m3_e30', skin: '' });
  await once(child.stdout, 'data');
  await rig.close();
  const { code, output, errors } = await ended;
  expect(output).toMatch(/\n\* driver:\n {4}name: Ada\n/);
  expect([code, errors]).toEqual([2, 'The connection was closed: Pitwall is shutting down.\n']);
});
