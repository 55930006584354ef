import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { commandTable, withCommandTable } from './commandTable.ts';

// Writes the table of commands into the README: npm run readme.

const README = fileURLToPath(new URL('../../README.md', import.meta.url));

writeFileSync(README, withCommandTable(readFileSync(README, 'utf8'), commandTable(commands)));
console.log(`${README}: ${commands.length} commands`);
