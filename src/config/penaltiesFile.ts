import { basename, dirname, join } from 'node:path';
import { parse } from 'ini';
import { messageOf, UserError } from '../kit/errors.ts';
import { readText } from './readText.ts';

/** The file with the penalty rules. */
export interface PenaltiesFile {
  /** The name in messages: "penalties.ini". */
  readonly name: string;
  readonly text: string;
}

const DEFAULT = 'penalties.ini';

/**
 * The named file, which must exist; otherwise penalties.ini next to the servers file, if there is one.
 *
 * @throws UserError if it cannot be read
 */
export function openPenaltiesFile(
  named: string | undefined,
  serversFile: string | undefined,
): PenaltiesFile | undefined {
  const path = named?.trim() || join(dirname(serversFile?.trim() || DEFAULT), DEFAULT);
  try {
    return { name: basename(path), text: readText('penalties.ini', path) };
  } catch (error) {
    if (!named?.trim() && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof UserError) throw error;
    throw new UserError(`PENALTIES_FILE ${path} cannot be read: ${messageOf(error)}.`);
  }
}

/** Its sections by name, with their keys as written. */
export const sectionsOf = ({ text }: PenaltiesFile): Readonly<Record<string, unknown>> =>
  parse(text.replace(/^\uFEFF/, ''));
