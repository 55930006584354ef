import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { withTables } from './commandTable.ts';
import { settingsPage } from './settings.ts';

// Writes the docs of commands and settings from their definitions: npm run readme.

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const [page, settings] = [at('docs/commands.md'), at('docs/settings.md')];
writeFileSync(page, withTables(readFileSync(page, 'utf8'), commands));
writeFileSync(settings, settingsPage(readFileSync(at('.env.example'), 'utf8')));
console.log(`${page}: ${commands.length} commands\n${settings}`);
