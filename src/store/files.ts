/** Writes files so that they are complete or absent: written under another name, flushed, renamed. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The files that SQLite keeps beside a database. */
export const SIDE_FILES = ['-wal', '-shm'] as const;

export function removeDatabase(path: string): void {
  for (const each of ['', ...SIDE_FILES]) rmSync(`${path}${each}`, { force: true });
}

/** Moves a finished file into place, replacing what was there. A power cut leaves either the old or the new one. */
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

/** Windows cannot open directories, and makes file names durable by itself. */
function syncDirectoryOf(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
