import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreBusy, StoreFull } from '../../src/store/errors.ts';
import { SqliteFile } from '../../src/store/sqlite.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { canWrite } from '../../src/store/writable.ts';

const laps = { room: 'laps', steps: ['CREATE TABLE laps (id INTEGER PRIMARY KEY, driver TEXT NOT NULL)'] };
const LONG = 'Elena '.repeat(5000);
const insert = 'INSERT INTO laps (driver) VALUES (?)';

let directory: string;
let store: Store;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-passing-'));
  store = openStore(directory, [laps]);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const count = () => store.get<{ laps: number }>('SELECT count(*) AS laps FROM laps')?.laps;
/** SQLite's own limit raises the same error as a full disk. */
const full = (isFull: boolean) => store.get(`PRAGMA max_page_count=${isFull ? 1 : 1_000_000}`);
const thrownBy = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

test('each commit is on the disk when it returns', () => {
  expect(store.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
});

describe('a full disk', () => {
  test('is found by writing: the lock alone can still be had', () => {
    const path = join(directory, 'pitwall.db');
    const run = () => {
      throw new StoreFull(path, new Error('database or disk is full'));
    };
    expect(canWrite({ ...store, run })).toBe(false);
    expect(canWrite(store)).toBe(true);
  });

  test('is reported with the file name, not as a failed rollback', () => {
    full(true);
    const told: string[] = [];
    const error = thrownBy(() =>
      store.transaction(() => {
        store.afterCommit(() => told.push('never'));
        store.run(insert, LONG);
      }),
    );
    expect(error).toBeInstanceOf(StoreFull);
    expect(String(error)).toContain(`The disk with ${join(directory, 'pitwall.db')} is full`);
    expect(thrownBy(() => store.run(insert, LONG))).toBeInstanceOf(StoreFull);
    store.transaction(() => store.afterCommit(() => told.push('later')));
    expect(told).toEqual(['later']);
  });

  test('still allows reading, and writing again once there is room', () => {
    store.run(insert, 'Elena');
    full(true);
    expect(thrownBy(() => store.run(insert, LONG))).toBeInstanceOf(StoreFull);
    expect(count()).toBe(1);
    full(false);
    store.transaction(() => store.run(insert, LONG));
    expect(count()).toBe(2);
  });

  test('loses the whole transaction, even if it goes on writing after the error', () => {
    full(true);
    const error = thrownBy(() =>
      store.transaction(() => {
        thrownBy(() => store.run(insert, LONG));
        full(false);
        store.run(insert, 'Elena');
      }),
    );
    expect(error).toBeInstanceOf(StoreFull);
    full(false);
    expect(count()).toBe(0);
  });

  test('also fails a transaction that catches the error and writes nothing more', () => {
    full(true);
    const error = thrownBy(() => store.transaction(() => void thrownBy(() => store.run(insert, LONG))));
    expect(error).toBeInstanceOf(StoreFull);
  });
});

describe('a store that another program has locked', () => {
  test('is reported as busy, can be read, and works again once unlocked', () => {
    store.run(insert, 'Elena');
    const other = new SqliteFile(join(directory, 'pitwall.db'));
    other.exec('BEGIN IMMEDIATE');
    expect(thrownBy(() => store.transaction(() => store.run(insert, 'Ayumi')))).toBeInstanceOf(StoreBusy);
    expect(thrownBy(() => store.run(insert, 'Ayumi'))).toBeInstanceOf(StoreBusy);
    expect(count()).toBe(1);
    other.exec('ROLLBACK');
    other.close();
    store.transaction(() => store.run(insert, 'Ayumi'));
    expect(count()).toBe(2);
  });
});

test('a mistake in our own SQL is not reported as a disk error', () => {
  expect(String(thrownBy(() => store.run('INSERT INTO lapps VALUES (1)')))).toContain('no such table');
});
