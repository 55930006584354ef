import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { contents, type Environment, type Installation, installation, run } from '../program.ts';

export const NOBODY = '123456789012345678';
export const REFUSED = 2;
/** EX_TEMPFAIL: the problem may be gone at the next try. */
export const PASSING = 75;

/** Starts Pitwall, expects it to exit, and returns its output; the server directory must be unchanged. */
export async function refusal(
  { directory, data, environment }: Installation,
  changes: Environment,
  code = REFUSED,
): Promise<string> {
  const before = contents(directory);
  const program = run('main', { ...environment, ...changes });
  expect(await program.ended).toBe(code);
  expect(program.output()).not.toContain('FATAL');
  if (existsSync(directory)) expect(contents(directory)).toEqual(before);
  expect(existsSync(join(data, 'servers'))).toBe(false);
  return program.errors();
}

export async function withInstallation(work: (made: Installation) => Promise<void>): Promise<void> {
  const made = await installation();
  try {
    await work(made);
  } finally {
    await made.remove();
  }
}

/** Changes a line of server_cfg.ini. */
export function edit({ directory }: Installation, line: RegExp, replacement: string): string {
  const path = join(directory, 'cfg/server_cfg.ini');
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(line);
  writeFileSync(path, text.replace(line, replacement));
  return path;
}

/** Runs Pitwall until it is ready, and stops it as a service manager would. */
export async function whileReady(
  { environment }: Installation,
  changes: Environment,
  work: (log: () => string) => Promise<void>,
): Promise<void> {
  const program = run('main', { ...environment, ...changes });
  try {
    await program.says('Pitwall is ready');
    await work(program.output);
  } finally {
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.errors()).toBe('');
  }
}
