/**
 * Pitwall as a single file that includes Node. Files that otherwise lie beside the programs are then inside the
 * executable, and what the system must load from a file is unpacked when it is first needed.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getAsset, isSea } from 'node:sea';
import { messageOf, UserError } from './errors.ts';

/** Whether this process runs from such an executable. */
export const isExecutable = (): boolean => isSea();

export const textInside = (name: string): string => getAsset(name, 'utf8');

export const bytesInside = (name: string): Buffer => Buffer.from(getAsset(name));

/**
 * Loads an addon from inside the executable.
 * @param names its own file, and the files it looks for beside itself
 * @throws UserError when it cannot be unpacked, or not be loaded from there
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

/** In DATA_DIR, which must be writable anyway: temporary folders get swept, and there may be no home folder. */
const addonsDirectory = (): string => resolve(process.env.DATA_DIR?.trim() || 'data', 'addons');

/**
 * The folder that holds these files, named by their hash, so that each version has its own folder.
 * @throws UserError
 */
export function unpacked(files: Files, directory: string): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  const [kind = ''] = files[0]?.[0].split('.') ?? [];
  const folder = join(directory, `${kind}-${hash.digest('hex').slice(0, 16)}`);
  if (isWhole(folder, files)) return folder;
  // Written under another name until complete, so that a killed process leaves no folder that only looks complete.
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

/** On Windows, deleting a folder in use may have left only part of it. */
function isWhole(folder: string, files: Files): boolean {
  try {
    return files.every(([name, bytes]) => statSync(join(folder, name)).size === bytes.length);
  } catch {
    return false;
  }
}

/** Another process may have been faster: two Pitwall programs that start together write the same files. */
function putInPlace(unfinished: string, folder: string, files: Files): void {
  try {
    if (!isWhole(folder, files)) rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } catch (error) {
    if (!isWhole(folder, files)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Deletes folders of earlier versions. Windows keeps files that are in use; those are deleted the next time. */
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
