import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInCheckout, ownCommand } from '../src/kit/ownCommand.ts';
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
  ])('refuses %j in one sentence', async (words, sentence) => {
    expect(await pitwall(words)).toEqual({ code: 2, output: '', errors: sentence });
  });

  test('prints its version and its commands', async () => {
    expect(await pitwall(['--version'])).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    const { code, output } = await pitwall(['help']);
    expect(code).toBe(0);
    for (const name of ['start', 'setup', 'doctor', 'deploy', 'line', 'backup', 'restore', 'demo', 'help']) {
      expect(output).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  test('starts without a command, reading .env unless the environment overrides it', async () => {
    const { errors: first } = await pitwall([]);
    expect(first).toMatch(
      /^Pitwall is not configured yet: run "node \S+pitwall\.cjs setup", or [^\n]+\.env\.example\.\n$/,
    );
    writeFileSync(join(home, '.env'), 'DISCORD_GUILD_ID=league\nKEEP_DAYS=0\n');
    const { code, errors } = await pitwall([], { env: { KEEP_DAYS: '7' } });
    expect(code).toBe(2);
    expect(errors).toContain('DISCORD_GUILD_ID');
    expect(errors).not.toContain('KEEP_DAYS');
  });

  test.each([
    ['is a folder', (path: string) => mkdirSync(path), /^\.env cannot be read: EISDIR[^\n]+\n$/],
    // Root could read a file without permissions.
    ['may not be opened', (path: string) => symlinkSync(path, path), /^\.env cannot be read: ELOOP[^\n]+\n$/],
  ])('reports a .env that %s', async (_what, make, sentence) => {
    make(join(home, '.env'));
    expect(await pitwall(['doctor'])).toEqual({ code: 2, output: '', errors: expect.stringMatching(sentence) });
  });

  test.each(['18.20.8', '20.18.3', '12.22.12'])('reports in one sentence that Node %s is too old', async (node) => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } })`;
    const flags = ['--import', `data:text/javascript,${encodeURIComponent(older)}`];
    expect(await pitwall([], { flags })).toEqual({
      code: 2,
      output: '',
      errors: `Pitwall needs Node 20.19 or newer; this is ${node}.\n`,
    });
  });

  test('ends quietly if its output is closed', async () => {
    const child = spawn(process.execPath, [PITWALL, 'help'], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    expect(await text(child.stderr)).toBe('');
  });

  test('reports that it is not built', async () => {
    mkdirSync(join(home, 'bin'));
    const program = join(home, 'bin/pitwall.cjs');
    copyFileSync(PITWALL, program);
    const { code, errors } = await pitwall([], { program });
    expect([code, errors]).toEqual([2, 'Pitwall is not built yet: run "npm ci && npm run build" once.\n']);
  });
});

test.each([
  ['in a checkout', { here: '/srv/pitwall/dist/src/kit/ownCommand.js', folder: '/srv/pitwall' }, 'npm run doctor'],
  ['in its sources', { here: '/srv/pitwall/src/kit/ownCommand.ts', folder: '/srv/pitwall' }, 'npm run doctor'],
  [
    'outside the working directory, as in the image',
    { here: '/app/dist/src/kit/ownCommand.js', folder: '/config' },
    'node /app/bin/pitwall.cjs doctor',
  ],
  [
    'installed globally',
    { here: '/usr/lib/node_modules/pitwall/dist/src/kit/ownCommand.js', folder: '/srv' },
    'pitwall doctor',
  ],
  [
    'installed in a folder',
    { here: '/srv/node_modules/pitwall/dist/src/kit/ownCommand.js', folder: '/srv' },
    'npx pitwall doctor',
  ],
  ['as one file', { here: '/opt/pitwall', folder: '/srv', typed: './pitwall' }, './pitwall doctor'],
  ['as one file on the path', { here: '/opt/pitwall', folder: '/srv', typed: 'pitwall' }, 'pitwall doctor'],
  ['as one file in an odd place', { here: '/o', folder: '/o', typed: '/my games/pitwall' }, 'pitwall doctor'],
])('the command to type is correct for a Pitwall %s', (_where, around, command) => {
  expect(ownCommand('doctor', around)).toBe(command);
  expect(isInCheckout(around)).toBe(command.startsWith('npm'));
});

test('the command to type in a checkout has the npm separator before its flags', () => {
  const around = { here: '/srv/pitwall/src/kit/ownCommand.ts', folder: '/srv/pitwall' };
  expect(ownCommand('start', around)).toBe('npm start');
  expect(ownCommand('setup --unit yes', around)).toBe('npm run setup -- --unit yes');
  expect(ownCommand('restore <backup>', around)).toBe('npm run restore -- <backup>');
});
