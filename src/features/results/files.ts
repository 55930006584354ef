/** What is written beside the game server's own results, which stay as they are. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileSafely } from '../../acserver/files.ts';
import { messageOf } from '../../kit/errors.ts';
import { type ExportedFile, inJson } from './exports.ts';

/** A folder of its own, so that nobody takes what is in it for results of the game server. */
const FOLDER = 'results/amended';

/** What came of writing: neither where there was nothing to write, or nowhere. */
export interface Kept {
  /** Relative to the server's directory: the file, or the folder of several. */
  readonly in?: string | undefined;
  /** Why nothing could be written. */
  readonly problem?: string | undefined;
}

/** Written when there is something to amend; a copy that is there already follows when nothing is left of that. */
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

/** @param directory of the game server; undefined where it is out of reach */
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
