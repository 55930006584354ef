import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { withTables } from './commandTable.ts';

// Writes the tables of commands into the README: npm run readme.

const README = fileURLToPath(new URL('../../README.md', import.meta.url));

writeFileSync(README, withTables(readFileSync(README, 'utf8'), commands));
console.log(`${README}: ${commands.length} commands`);
