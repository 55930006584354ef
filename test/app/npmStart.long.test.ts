import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventuallyHolds } from '../eventually.ts';
import { type Installation, installation, run } from '../program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

let made: Installation;
beforeEach(async () => {
  made = await installation();
});
afterEach(() => made.remove());

/** Starts it as a supervisor does: in its own process group, with a production environment. */
function npmStart() {
  const { PATH = '', TMPDIR = '/tmp' } = process.env;
  const env = { PATH, TMPDIR, HOME: made.data, NODE_ENV: 'production', ...made.environment };
  const child = spawn(npm, ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return { child, output: () => output };
}

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('npm start runs without a compiler, and stopping npm stops Pitwall and frees its data directory', async () => {
  const { child, output } = npmStart();
  await eventuallyHolds(() => expect(output()).toContain('Pitwall is ready'));
  expect(output()).not.toContain('tsc');
  // The process that holds the directory is Pitwall itself, not npm.
  const second = run('main', made.environment);
  expect(await second.ended).toBe(75);
  const [, pid = ''] = /\(process (\d+), started in /.exec(second.errors()) ?? [];
  expect(Number(pid)).not.toBe(child.pid);

  child.kill('SIGTERM');
  await once(child, 'exit');
  await eventuallyHolds(() => expect(isThere(Number(pid))).toBe(false));
  const again = run('main', made.environment);
  await again.says('Pitwall is ready');
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
});
