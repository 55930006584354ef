import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { blacklistFile } from '../../src/acserver/blacklistFile.ts';
import { systemClock } from '../../src/kit/clock.ts';

const guids = ['76561198000000001', '76561198000000002'] as const;

function open(isWatched: boolean, turn?: () => Promise<void>) {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-blacklist-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'blacklist.txt');
  const file = blacklistFile({ directory, backups: join(directory, 'backups'), clock: systemClock, isWatched, turn });
  return {
    file,
    path,
    inode: () => statSync(path).ino,
    text: () => readFileSync(path, 'utf8'),
    backups: () => readdirSync(join(directory, 'backups')),
  };
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

it('takes thousands by one edit, and none by none', async () => {
  const { file, text, backups } = open(false);
  await file.add(guids[0]);
  const many = Array.from({ length: 5000 }, (_, index) => String(76561199000000000n + BigInt(index)));
  await file.addAll([...many, guids[0]]);
  expect(text()).toBe([guids[0], ...many].map((each) => `${each}\n`).join(''));
  await file.addAll(many);
  await file.addAll([]);
  expect(backups()).toEqual(['blacklist.txt.pitwall-1']);
});

it('takes as many as it can hold, and says that it is full', async () => {
  const { file, path, text } = open(false);
  writeFileSync(path, `${guids[0]}\n`.padEnd(999_975, '; a comment\n'));
  await expect(file.addAll([guids[1], '76561198000000003'])).rejects.toThrow(
    'a blacklist.txt of more than 1 MB is not read',
  );
  expect(text().endsWith(`\n${guids[1]}\n`)).toBe(true);
  expect(await file.has('76561198000000003')).toBe(false);
});

it('gives everything else its turn after each thousand lines', async () => {
  let turns = 0;
  const { file, path } = open(false, async () => {
    turns += 1;
  });
  const many = 20_000;
  writeFileSync(path, Array.from({ length: many }, (_, index) => `${76561199000000000n + BigInt(index)}\n`).join(''));
  await file.add(guids[0]);
  expect(turns).toBe(many / 1000);
  await file.remove(guids[0]);
  expect(turns).toBe((2 * many) / 1000);
});
