/** Checks the files of one game server: where they are, and whether they can be used. */
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { commandOf } from '../../acserver/process/command.ts';
import { newestRace } from '../../acserver/results/names.ts';
import { type AnyServerConfig, configurationFolder, isManaged } from '../../config/server.ts';
import { messageOf } from '../../kit/errors.ts';
import type { LogFacts, ProgramFacts, ServerFacts } from '../facts.ts';

type FileFacts = Pick<
  ServerFacts,
  'foundDirectory' | 'program' | 'log' | 'blacklistProblem' | 'resultsProblem' | 'zoneOffHours'
>;

/** @param now UTC, milliseconds */
export async function lookAtFiles(config: AnyServerConfig, now: number): Promise<FileFacts> {
  const { directory, external } = config;
  const log = external?.logFile === undefined ? undefined : lookAtLog(external.logFile, now);
  if (directory === undefined) return { log };
  const isThere = hasConfiguration(directory, configurationFolder(config));
  return {
    foundDirectory: isThere ? undefined : directoryNear(directory),
    program: lookAtProgram(config),
    log,
    blacklistProblem: isThere ? notWritable(directory, 'blacklist.txt') : undefined,
    resultsProblem: notReadable(join(directory, 'results')),
    zoneOffHours: await zoneOff(join(directory, 'results')),
  };
}

const hasConfiguration = (directory: string, folder = 'cfg'): boolean =>
  statSync(join(directory, folder, 'server_cfg.ini'), { throwIfNoEntry: false })?.isFile() ?? false;

/** Searches one level up and one level down, because people often name a neighbouring folder. */
export function directoryNear(directory: string): string | undefined {
  const near = [
    directory,
    join(directory, 'server'),
    ...(basename(directory) === 'cfg' ? [dirname(directory)] : []),
    dirname(directory),
    join(dirname(directory), 'server'),
  ];
  return near.find((each) => hasConfiguration(each));
}

/** Undefined if Pitwall does not start one. */
export function lookAtProgram(config: AnyServerConfig): ProgramFacts | undefined {
  if (!isManaged(config)) return undefined;
  // If it is not a server's directory, only that is reported.
  if (config.command === undefined && !hasConfiguration(config.directory, configurationFolder(config)))
    return undefined;
  const { program: path } = commandOf(config.command, config.directory);
  // The system looks for a bare name in PATH.
  if (basename(path) === path) return { path, state: 'fine' };
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return { path, state: 'missing' };
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return { path, state: 'not executable' };
  }
  const loader = process.platform === 'linux' ? loaderOf(path) : undefined;
  const isLoadable = loader === undefined || statSync(loader, { throwIfNoEntry: false }) !== undefined;
  return { path, state: isLoadable ? 'fine' : 'without its loader' };
}

/** The loader of a 32-bit ELF program; 64-bit systems have it only if it was installed. */
function loaderOf(path: string): string | undefined {
  const ELF_32 = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1]);
  const head = Buffer.alloc(4096);
  try {
    const file = openSync(path, 'r');
    readSync(file, head);
    closeSync(file);
  } catch {
    return undefined;
  }
  if (!head.subarray(0, ELF_32.length).equals(ELF_32)) return undefined;
  return /\/lib\/ld-linux[\w.-]*/.exec(head.toString('latin1'))?.[0];
}

function lookAtLog(path: string, now: number): LogFacts {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return { path, problem: 'there is no such file' };
  const problem = notReadable(path);
  return problem === undefined ? { path, quietMs: Math.max(0, now - stats.mtimeMs) } : { path, problem };
}

/** blacklist.txt is replaced by a new file if its folder allows it, otherwise written in place. */
function notWritable(directory: string, name: string): string | undefined {
  const path = join(directory, name);
  const target = statSync(path, { throwIfNoEntry: false }) ? path : directory;
  return refused(target, constants.W_OK);
}

/** Also undefined if it does not exist yet. */
function notReadable(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false }) ? refused(path, constants.R_OK) : undefined;
}

function refused(path: string, mode: number): string | undefined {
  try {
    accessSync(path, mode);
    return undefined;
  } catch (error) {
    return messageOf(error).replace(/,.*/s, '');
  }
}

const HOUR_MS = 3_600_000;
const FARTHEST_HOURS = 14;

/**
 * The newest race's file name has acServer's local time, its mtime our clock's; acServer writes it within two minutes.
 */
async function zoneOff(results: string): Promise<number | undefined> {
  const race = await newestRace(results).catch(() => undefined);
  if (!race) return undefined;
  const part = (power: number, modulo = 100): number => Math.floor(race.order / 100 ** power) % modulo;
  const named = new Date(part(4, 10_000), part(3) - 1, part(2), part(1), part(0)).getTime();
  const hours = Math.round((named - race.writtenAt) / HOUR_MS);
  const restMs = Math.abs(named - race.writtenAt - hours * HOUR_MS);
  // A file that was copied later says nothing.
  return Math.abs(hours) <= FARTHEST_HOURS && restMs <= 180_000 ? hours : undefined;
}
