import { resolve } from 'node:path';
import { CHANGES, TABLES } from './app/tables.ts';
import { dataDirectoryIn } from './config/environment.ts';
import { exitCodeFor, messageOf, UserError } from './kit/errors.ts';
import { backupsIn } from './store/backup.ts';
import { restore } from './store/restore.ts';

// Puts a backup in the place of what Pitwall keeps, while it is stopped: npm run restore -- <file>.

const USAGE = 'npm run restore -- <file>    while Pitwall is stopped';

try {
  console.log(run(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof UserError ? error.message : `Nothing was restored: ${messageOf(error)}`);
  process.exitCode = exitCodeFor(error);
}

function run(words: readonly string[]): string {
  const directory = dataDirectoryIn(process.env);
  if (words.some((word) => word === '--help' || word === '-h')) return `${USAGE}\n${listed(directory)}`;
  const [file, ...more] = words;
  if (file === undefined || more.length > 0 || file.startsWith('-'))
    throw new UserError(`${USAGE}\n${listed(directory)}`);
  const aside = restore({ directory, backup: resolve(file), rooms: TABLES, changes: CHANGES, at: Date.now() });
  const before = aside === undefined ? 'There was none before.' : `The one before it is ${aside}.`;
  return `${directory} holds the store of ${file} now. ${before}`;
}

function listed(directory: string): string {
  const known = backupsIn(directory).map(({ path, at }) => `  ${path}    ${new Date(at).toISOString()}`);
  return known.length === 0 ? `There is no backup in ${directory}.` : ['Backups there are:', ...known].join('\n');
}
