import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { type FileKind, mustFit } from '../kit/fileSizes.ts';

/**
 * @param name the file's name in the error
 * @throws TooLarge for a file that is too large, before it is read; the system's error for one that cannot be read
 */
export async function readFileOf(kind: FileKind, path: string, name = path): Promise<Buffer> {
  const file = await open(path);
  try {
    mustFit(kind, (await file.stat()).size, name);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Like `readFileOf`, but synchronous. */
export function readFileOfSync(kind: FileKind, path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    mustFit(kind, fstatSync(file).size, path);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
