import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { blacklistFile } from '../../src/acserver/blacklistFile.ts';
import { systemClock } from '../../src/kit/clock.ts';

const guids = ['76561198000000001', '76561198000000002'] as const;

function open(isWatched: boolean) {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-blacklist-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'blacklist.txt');
  const file = blacklistFile({ directory, backups: join(directory, 'backups'), clock: systemClock, isWatched });
  return { file, path, inode: () => statSync(path).ino, text: () => readFileSync(path, 'utf8') };
}

it('is the same file after an edit where the game server watches it', async () => {
  const { file, path, inode, text } = open(true);
  writeFileSync(path, `${guids[0]}\n`);
  const before = inode();
  await file.add(guids[1]);
  expect([inode(), text()]).toEqual([before, `${guids[0]}\n${guids[1]}\n`]);
  await file.remove(guids[0]);
  expect([inode(), text()]).toEqual([before, `${guids[1]}\n`]);
});

it('is made where there was none', async () => {
  const { file, text } = open(true);
  await file.add(guids[0]);
  expect(text()).toBe(`${guids[0]}\n`);
});

it('is another one elsewhere, so that nobody reads half of it', async () => {
  const { file, path, inode, text } = open(false);
  writeFileSync(path, `${guids[0]}\n`);
  const before = inode();
  await file.remove(guids[0]);
  expect(text()).toBe('');
  expect(inode()).not.toBe(before);
});

it('takes nobody where it could not be read any more with them', async () => {
  const { file, path, text } = open(false);
  const full = `${guids[0]}\n`.padEnd(999_990, '; a comment\n');
  writeFileSync(path, full);
  await expect(file.add(guids[1])).rejects.toThrow('a blacklist.txt of more than 1 MB is not read');
  expect(text()).toBe(full);
  await file.remove(guids[0]);
  await file.add(guids[1]);
  expect(await file.has(guids[1])).toBe(true);
});
