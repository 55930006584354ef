/** The Dockerfile, without Docker: runs its steps one after another in folders, and starts the result as it says. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPTIMIZE_LATER } from '../../src/kit/optimizing.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../ports.ts';
import { type Installation, installation } from '../program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The user "node" of the image. */
const NOBODY = { uid: 1000, gid: 1000 };

interface Step {
  readonly word: string;
  readonly rest: string;
}

const steps: readonly Step[] = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
  .map((line) => ({ word: line.slice(0, line.indexOf(' ')), rest: line.slice(line.indexOf(' ') + 1) }));
const secondFrom = steps.findLastIndex(({ word }) => word === 'FROM');
const [build, image] = [steps.slice(1, secondFrom), steps.slice(secondFrom + 1)];
const restOf = (word: string): string => image.find((step) => step.word === word)?.rest ?? '';
const wordsOf = (text: string): readonly string[] => JSON.parse(text.slice(text.indexOf('['))) as string[];

let home: string;
let made: Installation;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'pitwall-image-'));
  // Another user must be able to get there, which includes the folder of all tests.
  for (const path of [dirname(home), home]) chmodSync(path, 0o755);
  made = await installation();
});
afterAll(async () => {
  await made.remove();
  rmSync(home, { recursive: true, force: true });
});

/** A path of the image, inside the folder that stands for it. */
const inImage = (path: string): string => join(home, 'image', path);

/** Everything in Git, without what .dockerignore leaves out. */
function copyCheckout(to: string): void {
  const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const file of files.filter((each) => each !== '' && !ignored.includes(each.split('/')[0] ?? '')))
    cpSync(join(ROOT, file), join(to, file));
}

function runs(command: string, cwd: string): void {
  execFileSync('sh', ['-c', command], { cwd, env: ownEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] });
}

/** npm, which runs the tests, passes its own settings to children. What it has fetched is not fetched again. */
const ownEnvironment = (): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_fetch)/.test(name))),
  npm_config_audit: 'false',
  npm_config_prefer_offline: 'true',
});

/** Runs as the user of the image, if the test may switch users and that user may run this Node. */
function user(): Partial<typeof NOBODY> {
  if (process.getuid?.() !== 0) return {};
  return spawnSync(process.execPath, ['--version'], NOBODY).status === 0 ? NOBODY : {};
}

function container(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const [node, option = '', ...entry] = wordsOf(restOf('ENTRYPOINT'));
  expect([node, option]).toEqual(['node', OPTIMIZE_LATER]);
  const child = spawn(process.execPath, [option, ...entry.map(inImage), ...words], {
    ...user(),
    cwd: inImage(restOf('WORKDIR')),
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => code as number | null) };
}

it('the image builds', () => {
  const folder = join(home, 'build');
  mkdirSync(folder);
  for (const { word, rest } of build) {
    if (word === 'COPY') expect(rest).toBe('. .');
    if (word === 'COPY') copyCheckout(folder);
    if (word === 'RUN') runs(rest, folder);
  }
  for (const { word, rest } of image) {
    if (word !== 'COPY') continue;
    const [, from = '', to = ''] = /^--from=build \/build\/(\S+) (\S+)$/.exec(rest) ?? [];
    cpSync(join(folder, from), inImage(to.endsWith('/') ? join(to, from) : to), { recursive: true });
  }
  rmSync(folder, { recursive: true });
  for (const path of ['/data', '/config']) {
    expect(restOf('RUN')).toContain(path);
    mkdirSync(inImage(path));
    if (process.getuid?.() === 0) chownSync(inImage(path), NOBODY.uid, NOBODY.gid);
  }
});

it('the container says how to set it up, with a command that works inside it', async () => {
  const program = container(wordsOf(restOf('CMD')));
  expect(await program.ended).toBe(2);
  expect(program.output()).toContain(`run "node ${inImage('/app/bin/pitwall.cjs')} setup"`);
  expect(program.output()).not.toContain('npm');
});

it('the container runs with an external game server, passes its health check and ends', async () => {
  // Only its own folders belong to that user.
  chmodSync(dirname(made.directory), 0o755);
  const port = String(await freePort());
  const program = container(wordsOf(restOf('CMD')), {
    ...made.environment,
    ACSERVER_COMMAND: '',
    SERVER_MODE: 'external',
    DATA_DIR: inImage('/data'),
    METRICS_PORT: port,
  });
  try {
    await eventually('Pitwall is ready', () => {
      if (program.child.exitCode !== null) throw new Error(program.output());
      return program.output().includes('Pitwall is ready');
    });
    const [node, ...check] = wordsOf(restOf('HEALTHCHECK')).map((word) => word.replace('9464', port));
    expect([node, restOf('ENV')]).toEqual(['node', expect.stringContaining('METRICS_PORT=9464')]);
    expect(spawnSync(process.execPath, check).status).toBe(0);
  } finally {
    program.child.kill('SIGTERM');
  }
  expect(await program.ended).toBe(0);
});
