import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type OwnerCommandOptions, runOwnerCommand } from '../../../src/acserver/process/ownerCommand.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { FakeClock } from '../../fakes/clock.ts';

const node = (script: string): readonly string[] => [process.execPath, '-e', script];

function order(words: readonly string[], more: Partial<OwnerCommandOptions> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'pitwall-orders-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const logDirectory = join(home, 'logs');
  const options = {
    words,
    directory: home,
    logDirectory,
    clock: new FakeClock(),
    timeoutMs: 60_000,
    secretsToDrop: [],
  };
  return { home, logDirectory, said: runOwnerCommand({ ...options, ...more }) };
}

const refusal = async (said: Promise<unknown>): Promise<string> => {
  const error = await said.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
};

describe('a command for an externally run server', () => {
  it('returns the last line it printed, on either stream', async () => {
    await expect(order(node('console.log("one"); console.error("two\\n")')).said).resolves.toBe('two');
    await expect(order(node('')).said).resolves.toBeUndefined();
  });

  it('runs in the server directory, and keeps its output readable only by its owner', async () => {
    const { home, logDirectory, said } = order(node('console.log(process.cwd())'));
    expect(await said).toContain(home);
    const [log = ''] = readdirSync(logDirectory);
    expect(log).toMatch(/^command-.*\.log$/);
    if (process.platform !== 'win32') expect(statSync(join(logDirectory, log)).mode & 0o777).toBe(0o600);
  });

  it('is not read by a shell', async () => {
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
    await expect(order([...node(script), '$HOME; rm *', '`id`']).said).resolves.toBe('["$HOME; rm *","`id`"]');
  });

  it('does not get Pitwall’s secrets', async () => {
    process.env.PITWALL_TEST_SECRET = 'open sesame';
    onTestFinished(() => void delete process.env.PITWALL_TEST_SECRET);
    const script = 'console.log(String(process.env.PITWALL_TEST_SECRET))';
    await expect(order(node(script), { secretsToDrop: ['PITWALL_TEST_SECRET'] }).said).resolves.toBe('undefined');
  });

  it('that fails is quoted with its last line', async () => {
    const failing = order(node('console.log("Unit not found."); process.exit(5)')).said;
    expect(await refusal(failing)).toBe(`"${process.execPath}" failed (exit code 5): Unit not found.`);
    expect(await refusal(order(node('process.exit(1)')).said)).toMatch(/failed \(exit code 1\); it printed nothing$/);
  });

  it('that cannot be run is reported in a sentence', async () => {
    expect(await refusal(order(['no-such-program-at-all']).said)).toMatch(/^no-such-program-at-all was not found/);
    expect(await refusal(order(['']).said)).not.toBe('');
  });

  it('that does not end is killed after its timeout', async () => {
    const clock = new FakeClock();
    const { home, said } = order(
      node(
        `require('fs').writeFileSync('pid', String(process.pid)); console.log('waiting'); setInterval(() => {}, 1e9)`,
      ),
      { clock },
    );
    await expect.poll(() => existsSync(join(home, 'pid')) && readFileSync(join(home, 'pid'), 'utf8')).toMatch(/^\d+$/);
    const pid = Number(readFileSync(join(home, 'pid'), 'utf8'));
    clock.advance(60_000);
    expect(await refusal(said)).toMatch(/did not end within 60 s/);
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('does not kill a background process that holds its output', async () => {
    const script = `const { pid } = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'],
      { stdio: 'inherit' }); require('fs').writeFileSync('pid', String(pid)); process.exit(0)`;
    const { home, said } = order(node(script));
    await said;
    const pid = Number(readFileSync(join(home, 'pid'), 'utf8'));
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
