import { basename, dirname, join } from 'node:path';
import { messageOf, UserError } from '../kit/errors.ts';
import { readText } from './readText.ts';

/** The file that names the league's drivers. */
export interface RosterFile {
  /** The name in messages: "roster.csv". */
  readonly name: string;
  readonly text: string;
}

const DEFAULT = 'roster.csv';

/**
 * The named file, which must exist; otherwise roster.csv next to the servers file, if there is one.
 *
 * @throws UserError if it cannot be read
 */
export function openRosterFile(named: string | undefined, serversFile: string | undefined): RosterFile | undefined {
  const path = named?.trim() || join(dirname(serversFile?.trim() || DEFAULT), DEFAULT);
  try {
    return { name: basename(path), text: readText('roster.csv', path) };
  } catch (error) {
    if (!named?.trim() && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof UserError) throw error;
    throw new UserError(`ROSTER_FILE ${path} cannot be read: ${messageOf(error)}.`);
  }
}
