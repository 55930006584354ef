import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isExecutable } from './executable.ts';

/** From this file back to the folder of the package or checkout. */
const BELOW_ROOT = /[\\/](?:dist[\\/])?src[\\/]kit[\\/][^\\/]+$/;
/** Where npm has put a package that was installed. */
const INSTALLED = join('node_modules', 'pitwall');

export interface Surroundings {
  /** Of this file. */
  readonly here: string;
  /** Where Pitwall was started, and whoever reads its sentences types the next command. */
  readonly folder: string;
  /** The first word of the command line that started it, where it is Pitwall and Node in one file. */
  readonly typed?: string | undefined;
}

/**
 * A command of Pitwall's as whoever reads it can type it: "npm run setup" in a checkout, "pitwall setup" where it is
 * installed, "./pitwall setup" where it is one file.
 */
export function ownCommand(words: string, around: Surroundings = surroundings()): string {
  const program = programIn(around);
  if (program !== undefined) return `${program} ${words}`;
  const [name = '', ...rest] = words.split(' ');
  const script = name === 'start' ? 'npm start' : `npm run ${name}`;
  return rest.length === 0 ? script : `${script} -- ${rest.join(' ')}`;
}

/** Whether npm's scripts are at hand, and with them what a checkout alone has. */
export const isInCheckout = (around: Surroundings = surroundings()): boolean => programIn(around) === undefined;

function surroundings(): Surroundings {
  const typed = isExecutable() ? process.argv0 : undefined;
  return { here: fileURLToPath(import.meta.url), folder: process.cwd(), typed };
}

/** Nothing where npm's scripts call it. */
function programIn({ here, folder, typed }: Surroundings): string | undefined {
  // A path with a blank would have to be quoted, within what is quoted already.
  if (typed !== undefined) return /^\S*[\\/]\S*$/.test(typed) ? typed : 'pitwall';
  const root = here.replace(BELOW_ROOT, '');
  if (root === join(folder, INSTALLED)) return 'npx pitwall';
  if (root.endsWith(`${sep}${INSTALLED}`)) return 'pitwall';
  return root === folder ? undefined : `node ${join(root, 'bin', 'pitwall.cjs')}`;
}
