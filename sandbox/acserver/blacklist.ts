import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** blacklist.txt of a server directory: one GUID a line, read at the start and appended to by bans. */
export const blacklistPath = (directory: string): string => join(directory, 'blacklist.txt');

export function readBlacklist(directory: string): Set<string> {
  const path = blacklistPath(directory);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return new Set(lines.map((line) => line.trim()).filter(Boolean));
}

export const addToBlacklist = (directory: string, guid: string): void =>
  appendFileSync(blacklistPath(directory), `${guid}\n`);
