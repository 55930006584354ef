import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A simulated game server has this long to end after it has lost its lifeline. */
const ENDS_WITHIN_MS = 10_000;

/**
 * One directory for the temporary files of the tests, and of the programs they start. It is removed when all of them
 * are done. Whatever a test left in it, or left running, is an error.
 */
export default function setup(): () => Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-test-'));
  const shared = join(directory, 'shared');
  mkdirSync(shared);
  process.env.TMPDIR = directory;
  process.env.PITWALL_TEST_DIRECTORY = shared;
  return async () => {
    try {
      let running = runningWith(directory);
      for (const end = performance.now() + ENDS_WITHIN_MS; running.length > 0 && performance.now() < end; ) {
        await pause(50);
        running = runningWith(directory);
      }
      if (running.length > 0) throw new Error(`the tests left running:\n${running.join('\n')}`);
      const left = readdirSync(directory).filter((name) => join(directory, name) !== shared);
      if (left.length > 0) throw new Error(`the tests left behind in ${directory}: ${left.join(', ')}`);
    } catch (error) {
      // Vitest prints the error, but would report success.
      process.exitCode = 1;
      throw error;
    } finally {
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  };
}

/** Processes that use this directory for temporary files, on Linux; elsewhere none are found. */
function runningWith(directory: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`TMPDIR=${directory}`)) return [];
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
      return command.includes('vitest') ? [] : [`${pid} ${command}`];
    } catch {
      return []; // it has just ended, or belongs to somebody else
    }
  });
}
