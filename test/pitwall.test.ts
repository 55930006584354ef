import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownCommand } from '../src/kit/ownCommand.ts';
import { PITWALL } from './program.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pitwall-program-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function pitwall(words: readonly string[], { program = PITWALL, flags = [] as string[], env = {} } = {}) {
  const { PATH = '', SystemRoot = '' } = process.env;
  const child = spawn(process.execPath, [...flags, program, ...words], {
    cwd: home,
    env: { PATH, SystemRoot, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.errors += text;
  });
  const [code] = await once(child, 'close');
  return { code: code as number | null, ...said };
}

describe('pitwall', () => {
  test.each([
    [['strat'], "Unknown command 'strat'. Did you mean start?\n"],
    [['doktor'], "Unknown command 'doktor'. Did you mean doctor?\n"],
    [['--versoin'], "Unknown option '--versoin'. Did you mean --version?\n"],
    [['doctor', '--jsn'], "Unknown option '--jsn'. Did you mean --json?\n"],
    [['setup', '--sever-dir', 'x'], "Unknown option '--sever-dir'. Did you mean --server-dir?\n"],
    [
      ['start', 'now'],
      'Too many arguments for \'start\'. Expected 0 arguments but got 1. "pitwall --help" lists what there is.\n',
    ],
    [['line', '--url'], 'Option \'--url <address>\' argument missing. "pitwall --help" lists what there is.\n'],
  ])('%j is refused in a sentence', async (words, sentence) => {
    expect(await pitwall(words)).toEqual({ code: 2, output: '', errors: sentence });
  });

  test('tells its version, and what it can do', async () => {
    expect(await pitwall(['--version'])).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    const { code, output } = await pitwall(['help']);
    expect(code).toBe(0);
    for (const name of ['start', 'setup', 'doctor', 'deploy', 'line', 'backup', 'restore', 'demo', 'help']) {
      expect(output).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  test('without a command it starts, and .env is read, which the environment outweighs', async () => {
    expect((await pitwall([])).errors).toMatch(/^Pitwall is not configured yet: run "npm run setup", or/);
    writeFileSync(join(home, '.env'), 'DISCORD_GUILD_ID=league\nKEEP_DAYS=0\n');
    const { code, errors } = await pitwall([], { env: { KEEP_DAYS: '7' } });
    expect(code).toBe(2);
    expect(errors).toContain('DISCORD_GUILD_ID');
    expect(errors).not.toContain('KEEP_DAYS');
  });

  test('a .env that cannot be read is told', async () => {
    mkdirSync(join(home, '.env'));
    expect(await pitwall(['doctor'])).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^\.env cannot be read: [^\n]+\n$/),
    });
  });

  test.each(['18.20.8', '20.18.3', '12.22.12'])('on Node %s it says what it needs, in one sentence', async (node) => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } })`;
    const flags = ['--import', `data:text/javascript,${encodeURIComponent(older)}`];
    expect(await pitwall([], { flags })).toEqual({
      code: 2,
      output: '',
      errors: `Pitwall needs Node 20.19 or newer; this is ${node}.\n`,
    });
  });

  test('that is not built says so', async () => {
    mkdirSync(join(home, 'bin'));
    const program = join(home, 'bin/pitwall.cjs');
    copyFileSync(PITWALL, program);
    const { code, errors } = await pitwall([], { program });
    expect([code, errors]).toEqual([2, 'Pitwall is not built yet: run "npm ci && npm run build" once.\n']);
  });
});

test('a command is told as whoever reads it can type it', () => {
  expect(ownCommand('doctor', '/srv/pitwall/dist/src/kit/ownCommand.js')).toBe('npm run doctor');
  expect(ownCommand('start', '/srv/pitwall/dist/src/kit/ownCommand.js')).toBe('npm start');
  expect(ownCommand('setup --unit yes', '/srv/pitwall/src/kit/ownCommand.ts')).toBe('npm run setup -- --unit yes');
  expect(ownCommand('restore <backup>', '/srv/pitwall/src/kit/ownCommand.ts')).toBe('npm run restore -- <backup>');
  expect(ownCommand('doctor', '/usr/lib/node_modules/pitwall/dist/src/kit/ownCommand.js')).toBe('pitwall doctor');
});
