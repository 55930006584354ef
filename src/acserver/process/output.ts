import { spawnSync } from 'node:child_process';

interface Surrounding {
  /** In addition to our own. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly timeout?: number | undefined;
}

/** For a list of all processes with their environments. */
const LONGEST_BYTES = 100 * 1024 * 1024;

/** The output of a system program; '' if it does not exist, and its output so far if it fails. Blocks. */
export function outputOf(program: string, words: readonly string[], { env, timeout }: Surrounding = {}): string {
  const { stdout } = spawnSync(program, words, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: LONGEST_BYTES,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout,
    windowsHide: true,
  });
  return stdout ?? '';
}
