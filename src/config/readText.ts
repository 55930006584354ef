import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { type FileKind, mustFit } from '../kit/fileSizes.ts';

/** @throws TooLarge if the file is too large, before it is read; the system's error if it cannot be read */
export function readText(kind: FileKind, path: string): string {
  const file = openSync(path, 'r');
  try {
    mustFit(kind, fstatSync(file).size, path);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
