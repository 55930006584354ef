import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../kit/errors.ts';

export interface StartCommand {
  program: string;
  words: readonly string[];
  /** The game's own program, because nothing was configured. */
  isDefault?: true;
}

/**
 * What to spawn: the configured words, or the game's own program. A path is relative to the server directory, and so is
 * a bare name that exists there; any other bare name (wine, node) is left to PATH.
 */
export function commandOf(
  configured: readonly string[] | undefined,
  directory: string,
  platform: NodeJS.Platform = process.platform,
): StartCommand {
  const ownProgram = platform === 'win32' ? './acServer.exe' : './acServer';
  const [first = ownProgram, ...words] = configured ?? [];
  const path = resolve(directory, first);
  const program = isPath(first) || existsSync(path) ? path : first;
  return configured === undefined ? { program, words, isDefault: true } : { program, words };
}

/** Throws a UserError that names the path, because spawn itself reports ENOENT for directory and program alike. */
export function mustBeRunnable({ program, isDefault }: StartCommand, directory: string): void {
  if (!kindOf(directory)) throw new UserError(`The server directory ${directory} does not exist.`);
  if (kindOf(directory) !== 'directory') throw new UserError(`The server directory ${directory} is not a directory.`);
  if (isDefault && !kindOf(program))
    throw new UserError(`The program ${program} does not exist. ${otherwise(directory)}`);
  if (isPath(program)) mustBeProgram(program);
}

/** The message for an error from spawn although the checks had passed. */
export function spawnProblem(error: unknown, program: string): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const why = spawnReasons[code] ?? `could not be started (${code})`;
  return new UserError(`${program} ${why}.`);
}

/** The child's environment: ours without our secrets. Names are compared case-insensitively, as Windows does. */
export function environmentWithout(secrets: readonly string[], environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const dropped = new Set(secrets.map((name) => name.toUpperCase()));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !dropped.has(name.toUpperCase())));
}

const NO_PROGRAM = 'is not a program this machine can run';

const spawnReasons: Readonly<Record<string, string>> = {
  // The path exists: what is missing is the loader of a foreign ELF file or the interpreter after "#!".
  ENOENT: 'was not found, or the interpreter it needs is missing on this machine',
  EACCES: 'may not be executed by the user Pitwall runs as',
  EPERM: 'may not be executed by the user Pitwall runs as',
  ENOEXEC: NO_PROGRAM,
  // Windows reports this for .bat and .cmd files, which Node starts only through a shell.
  EINVAL: NO_PROGRAM,
  UNKNOWN: NO_PROGRAM,
  EAGAIN: 'could not be started: this machine has no room for another process',
  ENOMEM: 'could not be started: this machine is out of memory',
  EMFILE: 'could not be started: too many files are open',
};

const isPath = (word: string): boolean => /[\\/]/.test(word);

function kindOf(path: string): 'file' | 'directory' | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  return stats.isDirectory() ? 'directory' : 'file';
}

/** The Windows program on another system is a common mistake. It runs under Wine. */
function otherwise(directory: string): string {
  const isThere = process.platform !== 'win32' && kindOf(resolve(directory, 'acServer.exe')) === 'file';
  return isThere
    ? 'The folder only has acServer.exe, which needs Windows: copy acServer there as well, or set ACSERVER_COMMAND=wine acServer.exe.'
    : 'Where the game server is started in another way, ACSERVER_COMMAND must say how.';
}

function mustBeProgram(path: string): void {
  const kind = kindOf(path);
  if (!kind) throw new UserError(`The program ${path} does not exist.`);
  if (kind === 'directory') throw new UserError(`${path} is a directory, not a program.`);
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new UserError(`${path} is not executable for the user Pitwall runs as (chmod +x may be missing).`);
  }
  if (process.platform === 'linux' && !looksRunnable(path)) throw new UserError(`${path} ${NO_PROGRAM}.`);
}

/**
 * ELF or "#!". glibc's execvp hands anything else to /bin/sh, so an acServer.exe in place of acServer would not fail
 * but be read as a shell script.
 */
function looksRunnable(path: string): boolean {
  const head = Buffer.alloc(4);
  try {
    const file = openSync(path, 'r');
    readSync(file, head);
    closeSync(file);
  } catch {
    return true; // executable but not readable: the kernel decides
  }
  return head.toString('latin1') === '\x7fELF' || head.toString('latin1', 0, 2) === '#!';
}
