import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isExecutable } from './executable.ts';

/** The part of this file's path below the folder of the package or checkout. */
const BELOW_ROOT = /[\\/](?:dist[\\/])?src[\\/]kit[\\/][^\\/]+$/;
/** Where npm puts an installed package. */
const INSTALLED = join('node_modules', 'pitwall');

export interface Surroundings {
  /** The path of this file. */
  readonly here: string;
  /** Where Pitwall was started, which is also where its user types the next command. */
  readonly folder: string;
  /** The first word of the command line that started it, if Pitwall and Node are one file. */
  readonly typed?: string | undefined;
}

/**
 * A Pitwall command as the user can type it: "npm run setup" in a checkout, "pitwall setup" if it is installed,
 * "./pitwall setup" if it is one file.
 */
export function ownCommand(words: string, around: Surroundings = surroundings()): string {
  const program = programIn(around);
  if (program !== undefined) return `${program} ${words}`;
  const [name = '', ...rest] = words.split(' ');
  const script = name === 'start' ? 'npm start' : `npm run ${name}`;
  return rest.length === 0 ? script : `${script} -- ${rest.join(' ')}`;
}

/** Whether npm's scripts are available, along with everything else that only a checkout has. */
export const isInCheckout = (around: Surroundings = surroundings()): boolean => programIn(around) === undefined;

function surroundings(): Surroundings {
  const typed = isExecutable() ? process.argv0 : undefined;
  return { here: fileURLToPath(import.meta.url), folder: process.cwd(), typed };
}

/** Undefined if npm's scripts run the commands. */
function programIn({ here, folder, typed }: Surroundings): string | undefined {
  // A path with a space would need quotes inside a text that is already quoted.
  if (typed !== undefined) return /^\S*[\\/]\S*$/.test(typed) ? typed : 'pitwall';
  const root = here.replace(BELOW_ROOT, '');
  if (root === join(folder, INSTALLED)) return 'npx pitwall';
  if (root.endsWith(`${sep}${INSTALLED}`)) return 'pitwall';
  return root === folder ? undefined : `node ${join(root, 'bin', 'pitwall.cjs')}`;
}
