import { spawnSync } from 'node:child_process';

interface Surrounding {
  /** Beside our own. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly timeout?: number | undefined;
}

/** Of a list of all processes with their environments. */
const LONGEST_BYTES = 100 * 1024 * 1024;

/** What a program of the system prints; '' where there is none, and what it had printed where it fails. Blocks. */
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
