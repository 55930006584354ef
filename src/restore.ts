import { resolve } from 'node:path';
import { CHANGES, TABLES } from './app/tables.ts';
import { dataDirectoryIn } from './config/dataDirectory.ts';
import { UserError } from './kit/errors.ts';
import { backupsIn } from './store/backup.ts';
import { restore } from './store/restore.ts';

/**
 * @returns what is where now
 * @throws UserError that lists the backups, if none is named
 */
export function restoreFrom(file: string | undefined): string {
  const directory = dataDirectoryIn(process.env);
  if (file === undefined) throw new UserError(`Stop Pitwall, and name the backup to restore.\n${listed(directory)}`);
  const aside = restore({ directory, backup: resolve(file), rooms: TABLES, changes: CHANGES, at: Date.now() });
  const before = aside === undefined ? 'It held no data before.' : `The previous data is in ${aside}.`;
  return `${directory} now holds the data from ${file}. ${before}`;
}

function listed(directory: string): string {
  const known = backupsIn(directory).map(({ path, at }) => `  ${path}    ${new Date(at).toISOString()}`);
  return known.length === 0 ? `There is no backup in ${directory}.` : ['Backups there are:', ...known].join('\n');
}
