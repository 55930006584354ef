/**
 * Pitwall as one file, with Node in it: what lies beside the programs of an installation is inside the executable then,
 * and what the system must load from a file is put into one when it is first needed.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getAsset, isSea } from 'node:sea';
import { messageOf, UserError } from './errors.ts';

/** Whether this is such an executable. */
export const isExecutable = (): boolean => isSea();

export const textInside = (name: string): string => getAsset(name, 'utf8');

export const bytesInside = (name: string): Buffer => Buffer.from(getAsset(name));

/**
 * What an addon exports that is inside.
 * @param names its own file, and what it looks for beside itself
 * @throws UserError where it cannot be put into a file, or not be loaded from there
 */
export function loadAddon(...names: readonly [string, ...string[]]): unknown {
  const [name] = names;
  const folder = unpacked(
    names.map((each) => [each, bytesInside(each)] as const),
    addonsDirectory(),
  );
  const module = { exports: {} };
  try {
    process.dlopen(module, join(folder, name));
  } catch (error) {
    throw new UserError(
      `${join(folder, name)} cannot be loaded (${messageOf(error)}): DATA_DIR must be where programs may run, and not mounted noexec.`,
    );
  }
  return module.exports;
}

type Files = readonly (readonly [name: string, bytes: Uint8Array])[];

/** In DATA_DIR, which Pitwall writes to in any case: a folder for what is temporary is swept, and a home may be missing. */
const addonsDirectory = (): string => resolve(process.env.DATA_DIR?.trim() || 'data', 'addons');

/**
 * The folder that holds these files, and has its name from them: what another version has put there is another folder.
 * @throws UserError
 */
export function unpacked(files: Files, directory: string): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  const [kind = ''] = files[0]?.[0].split('.') ?? [];
  const folder = join(directory, `${kind}-${hash.digest('hex').slice(0, 16)}`);
  if (isWhole(folder, files)) return folder;
  // Under another name until it is whole: a process that is killed in between leaves none that only looks so.
  const unfinished = join(directory, `.${kind}-${randomUUID()}`);
  try {
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    for (const [name, bytes] of files) writeFileSync(join(unfinished, name), bytes, { mode: 0o600, flush: true });
    putInPlace(unfinished, folder, files);
  } catch (error) {
    remove(unfinished);
    throw new UserError(
      `${directory} cannot be written (${messageOf(error)}): give the user that runs Pitwall the right to, or name another DATA_DIR.`,
    );
  }
  sweep(directory, kind, folder);
  return folder;
}

/** On Windows the deletion of what is in use may have left a part. */
function isWhole(folder: string, files: Files): boolean {
  try {
    return files.every(([name, bytes]) => statSync(join(folder, name)).size === bytes.length);
  } catch {
    return false;
  }
}

/** Somebody else may have been quicker: two programs of Pitwall start at once, and both are right. */
function putInPlace(unfinished: string, folder: string, files: Files): void {
  try {
    if (!isWhole(folder, files)) rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } catch (error) {
    if (!isWhole(folder, files)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What versions before have left. Windows keeps what is in use: that one stays until the next time. */
function sweep(directory: string, kind: string, kept: string): void {
  for (const name of readdirSync(directory)) {
    if (join(directory, name) !== kept && name.startsWith(`${kind}-`)) remove(join(directory, name));
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {}
}
