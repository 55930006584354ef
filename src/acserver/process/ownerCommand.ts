// Commands of the server's owner in place of our own start and stop.

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import { environmentWithout, spawnProblem } from './command.ts';
import { lastLinesOf, openLog, stampOf } from './log.ts';

export interface OwnerCommandOptions {
  /** Program and arguments, without a shell. */
  readonly words: readonly string[];
  /** Where it runs; Pitwall's own directory if absent. */
  readonly directory?: string | undefined;
  readonly logDirectory: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly secretsToDrop: readonly string[];
}

/**
 * Runs a command that makes another program start, stop or restart a game server. Returns the last line it printed.
 *
 * @throws UserError for a command that cannot be run, fails or takes too long, with the last line it printed
 */
export async function runOwnerCommand(options: OwnerCommandOptions): Promise<string | undefined> {
  const { words, logDirectory, clock, timeoutMs } = options;
  const [program = ''] = words;
  const log = openLog(logDirectory, stampOf(clock.now()), 'command');
  const how = await outcomeOf(spawnApart(options, log.fd), clock, timeoutMs);
  const lastLine = lastLinesOf(log.path, 1)[0]?.trim().slice(0, LINE_LENGTH);
  if (how === undefined) return lastLine;
  if (how instanceof Error) throw spawnProblem(how, program);
  throw new UserError(`"${program}" ${how}${lastLine ? `: ${lastLine}` : '; it printed nothing'}`);
}

const LINE_LENGTH = 300;

/**
 * Node's own spawn, for the same reason as for the game server: what the command leaves in the background would end
 * with us if it had a pipe of ours, or got our terminal's ^C.
 */
function spawnApart({ words, directory, secretsToDrop }: OwnerCommandOptions, log: number): ChildProcess {
  const [program = '', ...rest] = words;
  try {
    return spawn(program, rest, {
      cwd: directory,
      env: environmentWithout(secretsToDrop, process.env),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
    });
  } catch (error) {
    throw spawnProblem(error, program);
  } finally {
    closeSync(log);
  }
}

/** Undefined on success. A command that takes too long is killed; what it has started is not. */
function outcomeOf(child: ChildProcess, clock: Clock, timeoutMs: number): Promise<Error | string | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.after(timeoutMs, () => {
      resolve(`did not end within ${timeoutMs / 1000} s`);
      child.kill('SIGKILL');
    });
    const end = (how: Error | string | undefined): void => {
      cancel();
      resolve(how);
    };
    child.once('error', end);
    child.once('exit', (code, signal) => {
      if (code === 0) end(undefined);
      else end(code === null ? `was ended by ${signal}` : `failed (exit code ${code})`);
    });
  });
}
