import disk, { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { Reads } from './reads.ts';

it('a read is under way until its contents are there, whichever way the function was imported', async () => {
  const path = join(temporaryDirectory('reads'), 'file');
  await writeFile(path, 'Ele');
  const reads = new Reads();
  try {
    for (const read of [readFile, disk.readFile]) {
      expect(reads.isAnyUnderWay()).toBe(false);
      const text = read(path, 'utf8');
      expect(reads.isAnyUnderWay()).toBe(true);
      expect(await text).toBe('Ele');
      expect(reads.isAnyUnderWay()).toBe(false);
    }
    await expect(readFile(`${path}2`)).rejects.toThrow('ENOENT');
    expect(reads.isAnyUnderWay()).toBe(false);
  } finally {
    reads.close();
  }
  const text = readFile(path, 'utf8');
  expect(reads.isAnyUnderWay()).toBe(false);
  await text;
});
