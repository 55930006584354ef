// Where stracker is, and how it is started.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kit/errors.ts';
import { codeOf } from '../files.ts';

export interface TrackerPlace {
  /** Its working directory: the paths in its ini are relative to it. */
  readonly directory: string;
  readonly ini: string;
  readonly command: readonly string[];
}

interface TrackerSearch {
  readonly directory: string;
  /** Another command that starts stracker; the ini is added to it. */
  readonly command?: readonly string[] | undefined;
  readonly platform?: NodeJS.Platform;
}

/**
 * Finds stracker in one of the two layouts in use: a folder of its own, or its program next to acServer with the ini in
 * cfg.
 *
 * @throws UserError naming what is missing and both places where it could be
 */
export function findTracker({ directory, command, platform = process.platform }: TrackerSearch): TrackerPlace {
  const program = platform === 'win32' ? 'stracker.exe' : 'stracker';
  const layouts = [
    { folder: join(directory, 'stracker'), ini: join(directory, 'stracker', 'stracker.ini') },
    { folder: directory, ini: join(directory, 'cfg', 'stracker.ini') },
  ];
  const programs = layouts.map(({ folder }) => join(folder, program));
  const found = layouts.find((_, index) => command !== undefined || isFile(programs[index]));
  if (!found) throw new UserError(`There is no stracker: neither ${programs.join(' nor ')} exists.`);
  // A program in one place with its ini in the other is common, and the meaning is clear.
  const withIni = [found, ...layouts].find(({ ini }) => existsSync(ini));
  if (!withIni) {
    const inis = layouts.map(({ ini }) => ini);
    throw new UserError(`stracker has no configuration: neither ${inis.join(' nor ')} exists.`);
  }
  const folder = command === undefined ? found.folder : withIni.folder;
  const words = command ?? [join(found.folder, program)];
  return { directory: folder, ini: withIni.ini, command: [...words, '--stracker_ini', withIni.ini] };
}

/** On Linux `stracker` in the server directory is the program in one layout and a folder in the other. */
function isFile(path: string | undefined): boolean {
  if (path === undefined) return false;
  try {
    return statSync(path).isFile();
  } catch (error) {
    // Nothing can be below a program (ENOTDIR).
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}
