/** Files that are whole or not there: written under another name, flushed, renamed. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** What SQLite keeps beside a file of its own. */
export const SIDE_FILES = ['-wal', '-shm'] as const;

export function removeDatabase(path: string): void {
  for (const each of ['', ...SIDE_FILES]) rmSync(`${path}${each}`, { force: true });
}

/** Puts a finished file in its place; what stood there is gone. A power cut leaves the one or the other. */
export function putInPlace(finished: string, path: string): void {
  syncFile(finished);
  renameSync(finished, path);
  syncDirectoryOf(path);
}

export const sizeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.size;

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Windows opens no directories, and keeps the names of files by itself. */
function syncDirectoryOf(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
