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

it('a blacklist that the game server watches is edited in place', async () => {
  const { file, path, inode, text } = open(true);
  writeFileSync(path, `${guids[0]}\n`);
  const before = inode();
  await file.add(guids[1]);
  expect([inode(), text()]).toEqual([before, `${guids[0]}\n${guids[1]}\n`]);
  await file.remove(guids[0]);
  expect([inode(), text()]).toEqual([before, `${guids[1]}\n`]);
});

it('a missing blacklist is created', async () => {
  const { file, text } = open(true);
  await file.add(guids[0]);
  expect(text()).toBe(`${guids[0]}\n`);
});

it('a blacklist that is not watched is replaced, so that nobody reads half of it', async () => {
  const { file, path, inode, text } = open(false);
  writeFileSync(path, `${guids[0]}\n`);
  const before = inode();
  await file.remove(guids[0]);
  expect(text()).toBe('');
  expect(inode()).not.toBe(before);
});

it('a GUID is refused if it would make the file too large to be read', async () => {
  const { file, path, text } = open(false);
  const full = `${guids[0]}\n`.padEnd(999_990, '; a comment\n');
  writeFileSync(path, full);
  await expect(file.add(guids[1])).rejects.toThrow('a blacklist.txt of more than 1 MB is not read');
  expect(text()).toBe(full);
  await file.remove(guids[0]);
  await file.add(guids[1]);
  expect(await file.has(guids[1])).toBe(true);
});

it('adding thousands of GUIDs makes one edit, and adding none makes no edit', async () => {
  const { file, text, backups } = open(false);
  await file.add(guids[0]);
  const many = Array.from({ length: 5000 }, (_, index) => String(76561199000000000n + BigInt(index)));
  await file.addAll([...many, guids[0]]);
  expect(text()).toBe([guids[0], ...many].map((each) => `${each}\n`).join(''));
  await file.addAll(many);
  await file.addAll([]);
  expect(backups()).toEqual(['blacklist.txt.pitwall-1']);
});

it('as many GUIDs are added as fit, and the error says that the file is full', async () => {
  const { file, path, text } = open(false);
  writeFileSync(path, `${guids[0]}\n`.padEnd(999_975, '; a comment\n'));
  await expect(file.addAll([guids[1], '76561198000000003'])).rejects.toThrow(
    'a blacklist.txt of more than 1 MB is not read',
  );
  expect(text().endsWith(`\n${guids[1]}\n`)).toBe(true);
  expect(await file.has('76561198000000003')).toBe(false);
});

it('an edit yields after each thousand lines', async () => {
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
