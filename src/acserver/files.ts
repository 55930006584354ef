// Writing the game server's files: never half a file, never without a copy.

import { createHash, randomUUID } from 'node:crypto';
import disk from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Asked } from '../kit/attempt.ts';
import { type Clock, systemClock } from '../kit/clock.ts';
import { messageOf, UserError } from '../kit/errors.ts';
import { sleep } from '../kit/wait.ts';

/** The part of `node:fs/promises` in use, so that a test can make any step fail. */
export type FileSystem = Pick<
  typeof disk,
  'chmod' | 'chown' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'realpath' | 'rename' | 'stat' | 'unlink'
>;

interface SafeWrite {
  /** How many numbered backups to keep; 0 makes none, except the one that an in-place write needs. */
  readonly backups: number;
  /** Where backups go (created if missing; one per server, as their files share names); next to the file if absent. */
  readonly directory?: string;
  /** The old contents that the new ones are based on. If the file has changed since, it is left alone. */
  readonly madeOf?: Buffer | undefined;
  readonly disk?: FileSystem;
  readonly clock?: Clock;
  /** Recorded before the new file replaces the old one. */
  readonly asked?: Pick<Asked, 'attempt' | 'what'> | undefined;
  /** Its readers watch the file for writes, and do not notice when it is replaced. */
  readonly inPlace?: boolean | undefined;
}

interface Written {
  /** The file itself, symlinks resolved. */
  readonly path: string;
  /** Path of the backup of the old contents; undefined if there were none, or no backup was wanted. */
  readonly backup: string | undefined;
  /** `in place` if asked for, or if replacing failed: a single file mounted into a container, or open on Windows. */
  readonly how: 'replaced' | 'in place' | 'unchanged';
}

/** Somebody else wrote the file between our reading and writing: nothing of ours was written. */
export class ChangedMeanwhile extends UserError {
  constructor(path: string) {
    super(`${basename(path)} was written by another program at the same moment. Nothing was changed; try again.`);
  }
}

/** The owner's editor saves once. A program that keeps writing is not waited for. */
const ATTEMPTS = 3;

/** Redoes work whose file was changed meanwhile, based on the new contents. */
export async function redoneWhenChanged<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Writes a file so that its readers find either the old bytes or the new ones. Keeps owner, mode and symlinks. Throws
 * UserError naming the file and the reason; the old bytes are then still there, or the message says where. Throws
 * ChangedMeanwhile if somebody else wrote it since it was read: the same work may be redone on the new contents.
 */
export async function writeFileSafely(path: string, bytes: Buffer, options: SafeWrite): Promise<Written> {
  const { disk: files = disk, clock = systemClock } = options;
  try {
    const target = await readTarget(files, path);
    if (options.madeOf && !(target.old?.bytes ?? Buffer.alloc(0)).equals(options.madeOf))
      throw new ChangedMeanwhile(path);
    if (target.old?.bytes.equals(bytes)) return { path: target.path, backup: undefined, how: 'unchanged' };
    const backup = await backUp(files, target, options);
    options.asked?.attempt.begin({
      via: 'file',
      what: options.asked.what,
      proof: { by: 'file', path: target.path, sha256: digestOf(bytes) },
    });
    if (options.inPlace && !target.old) {
      await writeDurably(files, target.path, bytes, { flags: 'w', mode: 0o644 });
      return { path: target.path, backup, how: 'in place' };
    }
    if (!options.inPlace && (await replace(files, clock, target, bytes))) {
      return { path: target.path, backup, how: 'replaced' };
    }
    const copy = backup ?? (await backUp(files, target, { ...options, backups: 1 }));
    await refuseChanged(files, target);
    await overwrite(files, target, bytes, copy);
    return { path: target.path, backup: copy, how: 'in place' };
  } catch (error) {
    if (error instanceof UserError || codeOf(error) === undefined) throw error;
    throw new UserError(`${path} could not be written and is as it was: ${messageOf(error)}.`);
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Of a file's contents; undefined if it cannot be read. */
export async function sha256Of(path: string): Promise<string | undefined> {
  try {
    return digestOf(await disk.readFile(path));
  } catch {
    return undefined;
  }
}

interface Target {
  readonly path: string;
  readonly old:
    | { readonly bytes: Buffer; readonly mode: number; readonly uid: number; readonly gid: number }
    | undefined;
}

const RENAME_ATTEMPTS = 3;
const RETRY_MS = 100;

/** Somebody has the file open (Windows, antivirus): it may be free a moment later. */
const PASSING = new Set(['EBUSY', 'EPERM', 'EACCES']);
/** Renaming does not work here, but writing may: bind mounts, a directory that is not ours. */
const REFUSED = new Set([...PASSING, 'EXDEV', 'EROFS']);

async function readTarget(files: FileSystem, path: string): Promise<Target> {
  try {
    const real = await files.realpath(path);
    const [bytes, { mode, uid, gid }] = await Promise.all([files.readFile(real), files.stat(real)]);
    return { path: real, old: { bytes, mode: mode & 0o7777, uid, gid } };
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return { path: join(await files.realpath(dirname(path)), basename(path)), old: undefined };
  }
}

/** True if the new file is in place; false if the file cannot be replaced here. */
async function replace(files: FileSystem, clock: Clock, target: Target, bytes: Buffer): Promise<boolean> {
  const temporary = `${target.path}.${randomUUID()}.tmp`;
  try {
    // Readable only by us until it has the old file's owner and mode: configurations contain passwords.
    await writeDurably(files, temporary, bytes, { flags: 'wx', mode: target.old ? 0o600 : 0o644 });
    if (target.old) await takeOver(files, temporary, target.old);
    await renameWithRetries(files, clock, temporary, target);
    return true;
  } catch (error) {
    await files.unlink(temporary).catch(() => undefined);
    if (target.old && REFUSED.has(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** Fails with EPERM if the owner cannot be kept. The file is then written in place, which keeps it. */
async function takeOver(
  files: FileSystem,
  path: string,
  old: { mode: number; uid: number; gid: number },
): Promise<void> {
  const made = await files.stat(path);
  if (made.uid !== old.uid || made.gid !== old.gid) await files.chown(path, old.uid, old.gid);
  await files.chmod(path, old.mode);
}

/** The last check before the old bytes are gone. */
async function refuseChanged(files: FileSystem, { path, old }: Target): Promise<void> {
  if (old && !(await files.readFile(path)).equals(old.bytes)) throw new ChangedMeanwhile(path);
}

async function renameWithRetries(files: FileSystem, clock: Clock, from: string, to: Target): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await refuseChanged(files, to);
      return await files.rename(from, to.path);
    } catch (error) {
      if (attempt === RENAME_ATTEMPTS || !PASSING.has(codeOf(error) ?? '')) throw error;
      await sleep(clock, RETRY_MS);
    }
  }
}

/** Not atomic, so only with a backup at hand. If the write fails half-way, the old bytes are put back. */
async function overwrite(files: FileSystem, target: Target, bytes: Buffer, copy: string | undefined): Promise<void> {
  try {
    await writeDurably(files, target.path, bytes, { flags: 'r+' });
  } catch (error) {
    const old = target.old?.bytes ?? Buffer.alloc(0);
    await writeDurably(files, target.path, old, { flags: 'r+' }).catch(() => {
      throw new UserError(
        `${target.path} was left half-written (${messageOf(error)}). Its old contents are in ${copy}.`,
      );
    });
    throw error;
  }
}

async function writeDurably(
  files: FileSystem,
  path: string,
  bytes: Buffer,
  how: { flags: string; mode?: number },
): Promise<void> {
  const handle = await files.open(path, how.flags, how.mode);
  try {
    await handle.writeFile(bytes);
    await handle.truncate(bytes.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Copies the old bytes to `<name>.pitwall-<n>`, n counting up, and removes the oldest beyond the number to keep. */
async function backUp(files: FileSystem, { path, old }: Target, options: SafeWrite): Promise<string | undefined> {
  if (!old || options.backups < 1) return undefined;
  const directory = options.directory ?? dirname(path);
  await files.mkdir(directory, { recursive: true, mode: 0o700 });
  const prefix = `${basename(path)}.pitwall-`;
  const numbers = (await files.readdir(directory)).flatMap((name) => numberAfter(prefix, name)).sort((a, b) => a - b);
  const next = (numbers.at(-1) ?? 0) + 1;
  const backup = join(directory, `${prefix}${next}`);
  await writeDurably(files, backup, old.bytes, { flags: 'wx', mode: 0o600 });
  const outdated = [...numbers, next].slice(0, -options.backups);
  await Promise.all(
    outdated.map((number) => files.unlink(join(directory, `${prefix}${number}`)).catch(() => undefined)),
  );
  return backup;
}

function numberAfter(prefix: string, name: string): number[] {
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^\d{1,9}$/.test(digits) ? [Number(digits)] : [];
}

/** The system's error code (`EBUSY`); undefined for an error that did not come from a file operation. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
