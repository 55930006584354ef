import { readFileSync } from 'node:fs';
import { parseResults } from '../../../src/acserver/results/read.ts';
import type { Results } from '../../../src/acserver/results/schema.ts';

const FOLDERS = { vanilla: '../../fixtures/results/', manager: '../../../sandbox/recordings/results/' };

export const bytesOf = (name: string, folder: keyof typeof FOLDERS = 'vanilla'): Buffer =>
  readFileSync(new URL(FOLDERS[folder] + name, import.meta.url));

export const fixture = (name: string, folder?: keyof typeof FOLDERS): Results =>
  parseResults(bytesOf(name, folder), name);
