import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Checkpoints } from '../../src/store/checkpoints.ts';
import { SqliteFile } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

const QUIET_MS = 500;

let path: string;
let file: SqliteFile;
let clock: FakeClock;
let checkpoints: Checkpoints;
beforeEach(() => {
  path = join(temporaryDirectory('pitwall-checkpoints'), 'pitwall.db');
  file = new SqliteFile(path);
  file.exec('PRAGMA journal_mode=WAL; CREATE TABLE laps (id INTEGER PRIMARY KEY, text TEXT)');
  clock = new FakeClock();
  checkpoints = new Checkpoints(file, path, clock);
  file.onCommit(() => checkpoints.committed());
});
afterEach(() => {
  checkpoints.close();
  file.close();
});

const write = (count: number): void => {
  for (let lap = 0; lap < count; lap += 1) file.run('INSERT INTO laps (text) VALUES (?)', 'x'.repeat(9000));
};
const size = (of = path): number => statSync(of).size;
const laps = (): number | undefined => file.get<{ laps: number }>('SELECT count(*) AS laps FROM laps')?.laps;

test('commits are written to the main file after a quiet moment', async () => {
  const before = size();
  write(100);
  clock.advance(QUIET_MS - 1);
  write(1);
  clock.advance(QUIET_MS - 1);
  await checkpoints.settled();
  expect(size()).toBe(before);
  clock.advance(1);
  await checkpoints.settled();
  expect(size()).toBeGreaterThan(before + 101 * 9000);
  expect(laps()).toBe(101);
});

test('the write-ahead log is reused and does not grow', async () => {
  const sizes: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    write(100);
    clock.advance(QUIET_MS);
    await checkpoints.settled();
    sizes.push(size(`${path}-wal`));
  }
  expect(sizes[1]).toBeLessThan((sizes[0] ?? 0) * 1.2);
  expect(sizes[2]).toBeLessThan((sizes[0] ?? 0) * 1.2);
  expect(laps()).toBe(300);
});

test('a few commits cause no checkpoint', async () => {
  const before = size();
  write(99);
  clock.advance(10 * QUIET_MS);
  await checkpoints.settled();
  expect(size()).toBe(before);
});

test('rows written during a checkpoint are readable and included in the next one', async () => {
  write(100);
  clock.advance(QUIET_MS);
  write(100);
  expect(laps()).toBe(200);
  await checkpoints.settled();
  write(1);
  clock.advance(QUIET_MS);
  await checkpoints.settled();
  expect(size()).toBeGreaterThan(201 * 9000);
  expect(laps()).toBe(201);
});

test('the log stays within its limit even without a quiet moment', () => {
  write(3000);
  // 4000 pages of 4 kB, each with 24 bytes before it, plus the commit that exceeded the limit.
  expect(size(`${path}-wal`)).toBeLessThan(4010 * 4120);
  expect(laps()).toBe(3000);
});

describe('at the start the log is extended to its full length', () => {
  const inLog = (): number => size(`${path}-wal`);
  const start = (): void => checkpoints.lengthen();

  test('without changing the data, and does not grow later', () => {
    const before = size();
    start();
    const long = inLog();
    expect(long).toBeGreaterThan(3900 * 4120);
    expect(long).toBeLessThan(4010 * 4120);
    expect(size()).toBe(before);
    expect(file.all('SELECT name FROM sqlite_master')).toEqual([{ name: 'laps' }]);
    write(200);
    expect(inLog()).toBe(long);
    expect(file.get('PRAGMA cache_size')).toEqual({ cache_size: -2000 });
  });

  test('before the store is handed out, so that nothing waits for it later', () => {
    const directory = temporaryDirectory('pitwall-long-log');
    const store = openStore(directory, [{ room: 'laps', steps: ['CREATE TABLE laps (id INTEGER PRIMARY KEY)'] }], {
      clock,
    });
    const log = join(directory, 'pitwall.db-wal');
    const long = size(log);
    expect(long).toBeGreaterThan(3900 * 4120);
    clock.advance(QUIET_MS);
    expect(size(log)).toBe(long);
    store.close();
  });

  test('and only what is committed after that is read after a kill', () => {
    start();
    write(3);
    const killed = join(temporaryDirectory('pitwall-killed'), 'pitwall.db');
    for (const each of ['', '-wal']) copyFileSync(`${path}${each}`, `${killed}${each}`);
    const again = new SqliteFile(killed);
    expect(again.get('SELECT count(*) AS laps FROM laps')).toEqual({ laps: 3 });
    expect(again.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    again.close();
  });

  test('unless the disk has too little room', () => {
    checkpoints.close();
    checkpoints = new Checkpoints(file, path, clock, () => 300e6);
    start();
    expect(inLog()).toBeLessThan(10 * 4120);
  });

  test('unless another program has locked the file', () => {
    const other = new SqliteFile(path);
    other.exec('BEGIN IMMEDIATE');
    start();
    expect(inLog()).toBeLessThan(10 * 4120);
    other.close();
    write(1);
    expect(laps()).toBe(1);
  });
});

test('a store closed during a checkpoint has everything when opened again', async () => {
  const directory = temporaryDirectory('pitwall-closing');
  const rooms = [{ room: 'laps', steps: ['CREATE TABLE laps (id INTEGER PRIMARY KEY, text TEXT)'] }];
  for (let round = 1; round <= 5; round += 1) {
    const store = openStore(directory, rooms, { clock });
    for (let lap = 0; lap < 120; lap += 1) store.run('INSERT INTO laps (text) VALUES (?)', 'x'.repeat(9000));
    clock.advance(QUIET_MS);
    store.close();
    const again = openStore(directory, rooms, { clock });
    expect(again.get('SELECT count(*) AS laps FROM laps')).toEqual({ laps: 120 * round });
    again.close();
  }
});
