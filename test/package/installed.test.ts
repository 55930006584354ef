import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedIn, isAllowed, licencesText } from '../../scripts/licences.ts';
import { type Installation, installation } from '../program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [npm, npx] = process.platform === 'win32' ? ['npm.cmd', 'npx.cmd'] : ['npm', 'npx'];

let home: string;
let folder: string;
let packed: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'pitwall-package-'));
  folder = join(home, 'empty');
  mkdirSync(folder);
  const [made] = JSON.parse(inFolder(ROOT, npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', home]));
  packed = join(home, made.filename);
  inFolder(folder, npm, ['install', packed, '--no-audit', '--no-fund']);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function inFolder(cwd: string, program: string, words: readonly string[]): string {
  const { PATH = '', TMPDIR = tmpdir() } = process.env;
  const env = { PATH, TMPDIR, HOME: process.env.HOME ?? home, NODE_ENV: 'production' };
  return execFileSync(program, [...words], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** The command as npm has put it on the path of scripts. */
async function pitwall(words: readonly string[], env: Readonly<Record<string, string>> = {}, until?: string) {
  const { PATH = '', TMPDIR = tmpdir() } = process.env;
  const program = join(folder, 'node_modules/.bin/pitwall');
  const child = spawn(program, [...words], { cwd: folder, env: { PATH, TMPDIR, NODE_ENV: 'production', ...env } });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    // A second signal would not wait for the shutdown.
    if (until !== undefined && !child.killed && output.includes(until)) child.kill('SIGTERM');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = await once(child, 'close');
  return { code: code as number | null, output };
}

describe('the package, installed into an empty folder', () => {
  it('contains the program and its documents, and no sources or tests', () => {
    const there = readdirSync(join(folder, 'node_modules/pitwall'), { recursive: true, encoding: 'utf8' });
    for (const path of [
      'bin/pitwall.cjs',
      'dist/src/pitwall.js',
      'LICENSE',
      'README.md',
      'PROTOCOL.md',
      '.env.example',
    ]) {
      expect(there).toContain(path);
    }
    expect(
      there.filter((path) => /(^|\/)(test|sandbox|bench|src|scripts)\//.test(path.replace(/^dist\/src\//, ''))),
    ).toEqual([]);
    expect(there.filter((path) => /\.(map|ts)$|\.env$/.test(path))).toEqual([]);
  });

  it('prints its version and reports that it is not configured', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(await pitwall(['--version'])).toEqual({ code: 0, output: `${version}\n` });
    const sentence =
      /^Pitwall is not configured yet: run "npx pitwall setup", or [^\n]+, a copy of \.env\.example\.\n$/;
    expect(await pitwall([])).toEqual({ code: 2, output: expect.stringMatching(sentence) });
    expect((await pitwall(['demo'])).output).toContain('The demo is in the checkout alone');
  });

  it('reports in one sentence that Node 16 is too old', () => {
    const words = ['--yes', '--package=node@16', 'node', join(folder, 'node_modules/pitwall/bin/pitwall.cjs')];
    const { status, stdout, stderr } = spawnSync(npx, words, { cwd: folder, encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Pitwall needs Node 20\.19 or newer; this is 16\.\d+\.\d+\.$/m);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('starts and ends, also after "npm ci --omit=dev"', async () => {
    const made: Installation = await installation();
    try {
      const env = { ...made.environment };
      expect((await pitwall(['doctor'], env)).output).toContain('✓ Discord accepts the token');
      for (const step of ['installed', 'clean']) {
        if (step === 'clean') inFolder(folder, npm, ['ci', '--omit=dev', '--no-audit', '--no-fund']);
        const { code, output } = await pitwall([], env, 'Pitwall is ready');
        expect([code, output]).toEqual([0, expect.stringContaining('Pitwall is ready')]);
      }
      expect((await pitwall(['backup'], env)).code).toBe(0);
    } finally {
      await made.remove();
    }
  });

  it('installs no package with a licence that is not allowed', () => {
    const found = installedIn(join(folder, 'node_modules'));
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
    expect(licencesText(found)).toMatch(/^\| libsql \| [\d.]+ \| MIT \|$/m);
  });
});
