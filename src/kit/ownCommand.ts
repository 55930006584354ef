import { fileURLToPath } from 'node:url';
import { isExecutable } from './executable.ts';

/** Where npm has put a package that was installed. */
const INSTALLED = /[\\/]node_modules[\\/]pitwall[\\/]/;

/**
 * A command of Pitwall's as whoever reads it can type it: "pitwall setup" where it is installed, "npm run setup" where it
 * is a checkout.
 */
export function ownCommand(words: string, here: string = fileURLToPath(import.meta.url)): string {
  const [name = '', ...rest] = words.split(' ');
  if (isExecutable() || INSTALLED.test(here)) return `pitwall ${words}`;
  const script = name === 'start' ? 'npm start' : `npm run ${name}`;
  return rest.length === 0 ? script : `${script} -- ${rest.join(' ')}`;
}
