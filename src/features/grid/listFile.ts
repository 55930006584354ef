/** Reads entry_list.ini, and writes it with a backup of the previous version. */
import { basename } from 'node:path';
import { writeFileSafely } from '../../acserver/files.ts';
import { type IniDocument, parseIni } from '../../acserver/ini/document.ts';
import { readFileOf } from '../../acserver/readFile.ts';
import type { Attempt } from '../../kit/attempt.ts';
import type { Clock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { FILE } from './outdated.ts';

/** Where the list is. */
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

/** Returns the name of the backup. An order only fits the list it was made from. */
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
