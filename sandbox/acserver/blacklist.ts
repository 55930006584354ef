import { appendFileSync, existsSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** blacklist.txt of a server directory: one GUID per line, read at the start and appended to by bans. */
export const blacklistPath = (directory: string): string => join(directory, 'blacklist.txt');

export function readBlacklist(directory: string): Set<string> {
  const path = blacklistPath(directory);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return new Set(lines.map((line) => line.trim()).filter(Boolean));
}

export const addToBlacklist = (directory: string, guid: string): void =>
  appendFileSync(blacklistPath(directory), `${guid}\n`);

export function removeFromBlacklist(directory: string, guid: string): void {
  const rest = [...readBlacklist(directory)].filter((each) => each !== guid);
  writeFileSync(blacklistPath(directory), rest.map((each) => `${each}\n`).join(''));
}

/**
 * Calls back whenever the file is written to. Like AssettoServer's own watcher it only sees writes: a file that is
 * renamed into place goes unnoticed. The returned function stops it.
 */
export function watchBlacklist(directory: string, onWritten: () => void): () => void {
  const path = blacklistPath(directory);
  if (!existsSync(path)) writeFileSync(path, '');
  const watcher = watch(directory, { persistent: false }, (kind, name) => {
    if (kind === 'change' && name === basename(path)) onWritten();
  });
  watcher.on('error', () => {}); // the directory is gone, and with it the server
  return () => watcher.close();
}
