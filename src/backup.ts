import { resolve } from 'node:path';
import { dataDirectoryIn } from './config/environment.ts';
import { exitCodeFor, messageOf, UserError } from './kit/errors.ts';
import { backUp } from './store/backup.ts';

// Copies what Pitwall keeps into one file, whether it is running or not: npm run backup [-- <file>].

const USAGE = 'npm run backup -- [file]    without a file: into backups/ of DATA_DIR';

try {
  console.log(run(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof UserError ? error.message : `There is no backup: ${messageOf(error)}`);
  process.exitCode = exitCodeFor(error);
}

function run(words: readonly string[]): string {
  if (words.some((word) => word === '--help' || word === '-h')) return USAGE;
  const [file, ...more] = words;
  if (more.length > 0 || file?.startsWith('-')) throw new UserError(USAGE);
  const path = backUp(dataDirectoryIn(process.env), Date.now(), file === undefined ? undefined : resolve(file));
  return `${path}\nThat is all of pitwall.db. Settings (.env, servers.ini, penalties.ini) are files of your own.`;
}
