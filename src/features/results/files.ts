/** Writes files beside the game server's own results, which stay unchanged. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileSafely } from '../../acserver/files.ts';
import { messageOf } from '../../kit/errors.ts';
import { type ExportedFile, inJson } from './exports.ts';

/** A separate folder, so that nobody takes its files for the game server's results. */
const FOLDER = 'results/amended';

/** The result of writing; empty if there was nothing to write, or no place for it. */
export interface Kept {
  /** Relative to the server's directory: the file, or the folder of several files. */
  readonly in?: string | undefined;
  /** Why nothing could be written. */
  readonly problem?: string | undefined;
}

/** Written when there is something to amend. An existing copy is also updated when nothing is left to amend. */
export async function keepAmended(
  directory: string,
  base: string,
  contents: () => object,
  isAmended: boolean,
): Promise<Kept> {
  const name = `${base}.amended.json`;
  if (!isAmended && !(await exists(join(directory, FOLDER, name)))) return {};
  const kept = await writeExports(directory, [{ name, content: inJson(contents()) }]);
  return kept.in === undefined ? kept : { in: `${FOLDER}/${name}` };
}

/** @param directory of the game server; undefined if it is out of reach */
export async function writeExports(directory: string | undefined, files: readonly ExportedFile[]): Promise<Kept> {
  if (directory === undefined) return {};
  const folder = join(directory, FOLDER);
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, content } of files) {
      await writeFileSafely(join(folder, name), Buffer.from(content), { backups: 0 });
    }
    return { in: FOLDER };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
