/** Reading entry_list.ini, and writing it with a copy of what stood there before. */
import { basename } from 'node:path';
import { writeFileSafely } from '../../acserver/files.ts';
import { type IniDocument, parseIni } from '../../acserver/ini/document.ts';
import { readFileOf } from '../../acserver/readFile.ts';
import type { Attempt } from '../../kit/attempt.ts';
import type { Clock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { FILE } from './outdated.ts';

/** Where it is. */
export interface ListPlace {
  /** The path of entry_list.ini. */
  readonly list: string;
  /** Where backups go. */
  readonly backups: string;
  readonly clock: Clock;
}

const BACKUPS = 20;

export async function readList(parts: Pick<ListPlace, 'list'>): Promise<IniDocument> {
  const path = parts.list;
  try {
    return parseIni(await readFileOf('entry_list.ini', path, FILE), FILE);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${FILE} cannot be read: ${messageOf(error).replaceAll(path, FILE)}.`);
  }
}

/** Gives back the name of the copy of what stood there before. An order fits only the list it was made of. */
export async function write(
  parts: ListPlace,
  bytes: Buffer,
  { madeOf, attempt }: { readonly madeOf: Buffer; readonly attempt: Attempt },
): Promise<string> {
  const asked = { attempt, what: `the new ${FILE}` };
  const options = { backups: BACKUPS, directory: parts.backups, madeOf, clock: parts.clock, asked };
  const { backup } = await writeFileSafely(parts.list, bytes, options);
  return backup === undefined ? '' : basename(backup);
}
