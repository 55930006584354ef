/** What is written beside the game server's own results, which stay as they are. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileSafely } from '../../acserver/files.ts';
import { messageOf } from '../../kit/errors.ts';
import { type ExportedFile, inJson } from './exports.ts';

/** A folder of its own, so that nobody takes what is in it for results of the game server. */
const FOLDER = 'results/amended';

interface Where {
  /** Of the game server; undefined where it is out of reach. */
  readonly directory: string | undefined;
  readonly log: { warn(fields: object, message: string): void };
}

/** Written when there is something to amend; a copy that is there already follows when nothing is left of that. */
export async function keepAmended(
  where: Where,
  base: string,
  contents: object,
  isAmended: boolean,
): Promise<string | undefined> {
  const name = `${base}.amended.json`;
  if (!isAmended && !(await exists(join(where.directory ?? '', FOLDER, name)))) return undefined;
  const isWritten = await write(where, [{ name, content: inJson(contents) }]);
  return isWritten ? `${FOLDER}/${name}` : undefined;
}

/** The folder, relative to the server's; undefined where nothing could be written. */
export async function writeExports(where: Where, files: readonly ExportedFile[]): Promise<string | undefined> {
  if (where.directory === undefined) return undefined;
  return (await write(where, files)) ? FOLDER : undefined;
}

async function write({ directory = '', log }: Where, files: readonly ExportedFile[]): Promise<boolean> {
  const folder = join(directory, FOLDER);
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, content } of files) {
      await writeFileSafely(join(folder, name), Buffer.from(content), { backups: 0 });
    }
    return true;
  } catch (error) {
    log.warn({ reason: messageOf(error) }, 'the amended results could not be written');
    return false;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
