import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';

const laps = { room: 'laps', steps: ['CREATE TABLE laps (id INTEGER PRIMARY KEY, ms INTEGER NOT NULL)'] };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-store-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const opened = <T>(work: (store: Store) => T, rooms = [laps]): T => {
  const store = openStore(directory, rooms);
  try {
    return work(store);
  } finally {
    store.close();
  }
};

describe('a store', () => {
  test('keeps rows when reopened and returns them as plain objects', () => {
    opened((store) => expect(store.run('INSERT INTO laps (ms) VALUES (?)', 93456)).toEqual({ changes: 1, id: 1 }));
    opened((store) => {
      expect(store.get('SELECT * FROM laps')).toEqual({ id: 1, ms: 93456 });
      expect(store.all('SELECT * FROM laps')).toEqual([{ id: 1, ms: 93456 }]);
      expect(store.get('SELECT * FROM laps WHERE id = 9')).toBeUndefined();
    });
  });

  test('returns the right row even if get and all use the same SQL', () => {
    const words = 'SELECT ms FROM laps WHERE id = ?';
    opened((store) => {
      for (const ms of [91, 92, 93]) store.run('INSERT INTO laps (ms) VALUES (?)', ms);
      expect(store.all(words, 1)).toEqual([{ ms: 91 }]);
      expect(store.get(words, 3)).toEqual({ ms: 93 });
      expect(store.all(words, 2)).toEqual([{ ms: 92 }]);
      expect(store.get(words, 1)).toEqual({ ms: 91 });
    });
  });

  test('runs each migration step once, and the new steps of a later version', () => {
    opened((store) => store.run('INSERT INTO laps (ms) VALUES (1)'));
    const later = { ...laps, steps: [...laps.steps, 'ALTER TABLE laps ADD COLUMN cuts INTEGER NOT NULL DEFAULT 0'] };
    opened((store) => expect(store.get('SELECT * FROM laps')).toEqual({ id: 1, ms: 1, cuts: 0 }), [later]);
  });

  test('refuses data of a newer version in one sentence', () => {
    opened(() => {}, [{ ...laps, steps: [...laps.steps, 'CREATE TABLE extra (id INTEGER)'] }]);
    expect(() => openStore(directory, [laps])).toThrow(/newer Pitwall \(laps\)/);
  });

  test.each<[string, number, 'shrinks' | 'stays']>([
    ['most of a large file is free', 20, 'shrinks'],
    ['little is free', 1, 'stays'],
  ])('if %s, its file %s at the next start', (_, removed, what) => {
    const blobs = [{ room: 'blobs', steps: ['CREATE TABLE blobs (id INTEGER PRIMARY KEY, bytes BLOB)'] }];
    const size = () => statSync(join(directory, 'pitwall.db')).size;
    opened((store) => {
      store.transaction(() => {
        for (let blob = 0; blob < 24; blob++) store.run('INSERT INTO blobs (bytes) VALUES (zeroblob(1000000))');
      });
      store.run('DELETE FROM blobs WHERE id <= ?', removed);
    }, blobs);
    const before = size();
    opened((store) => expect(store.get('SELECT count(*) AS blobs FROM blobs')).toEqual({ blobs: 24 - removed }), blobs);
    if (what === 'shrinks') expect(size()).toBeLessThan(before / 4);
    else expect(size()).toBe(before);
  });

  test('can be opened only once at a time, and the error says so', () => {
    opened(() => expect(() => openStore(directory, [laps])).toThrow(/Another Pitwall is using .*DATA_DIR/));
    opened(() => {});
  });

  test('writes nothing and runs no after-commit task if a transaction fails', () => {
    opened((store) => {
      const told: string[] = [];
      const fail = () =>
        store.transaction(() => {
          store.run('INSERT INTO laps (ms) VALUES (1)');
          store.afterCommit(() => told.push('never'));
          throw new Error('half-way');
        });
      expect(fail).toThrow('half-way');
      store.transaction(() => store.afterCommit(() => told.push('later')));
      expect(store.all('SELECT * FROM laps')).toEqual([]);
      expect(told).toEqual(['later']);
    });
  });

  test('throws if used after it is closed', () => {
    const store = opened((open) => open);
    expect(() => store.run('INSERT INTO laps (ms) VALUES (1)')).toThrow('the store is closed');
    expect(() => store.transaction(() => {})).toThrow('the store is closed');
    expect(() => store.afterCommit(() => {})).toThrow('the store is closed');
  });

  test('joins an inner transaction to the outer one', () => {
    opened((store) => {
      const order: string[] = [];
      store.transaction(() => {
        store.transaction(() => store.afterCommit(() => order.push('committed')));
        order.push('still inside');
      });
      expect(order).toEqual(['still inside', 'committed']);
    });
  });
});

describe('the end of a transaction', () => {
  test('runs the work left for it, before the commit', () => {
    const order: string[] = [];
    opened((store) => {
      store.transaction(() => {
        store.beforeCommit(() => {
          store.run('INSERT INTO laps (ms) VALUES (2)');
          store.beforeCommit(() => order.push('what that left'));
          store.afterCommit(() => order.push('on disk'));
        });
        order.push('work');
      });
      expect(order).toEqual(['work', 'what that left', 'on disk']);
      expect(store.all('SELECT ms FROM laps')).toEqual([{ ms: 2 }]);
      store.beforeCommit(() => store.run('INSERT INTO laps (ms) VALUES (3)'));
      expect(store.all('SELECT ms FROM laps')).toHaveLength(2);
    });
  });

  test('drops that work after a rollback, and rolls back if that work fails', () => {
    opened((store) => {
      const failing = (): void => {
        store.beforeCommit(() => store.run('INSERT INTO laps (ms) VALUES (1)'));
        throw new Error('nothing happened');
      };
      expect(() => store.transaction(failing)).toThrow('nothing happened');
      store.transaction(() => {});
      expect(store.all('SELECT ms FROM laps')).toEqual([]);
      const last = () => store.beforeCommit(() => expect.unreachable('at the end'));
      expect(() => store.transaction(() => [store.run('INSERT INTO laps (ms) VALUES (1)'), last()])).toThrow();
      expect(store.all('SELECT ms FROM laps')).toEqual([]);
    });
  });

  test('waits for the disk, except for unflushed work', () => {
    opened((store) => {
      const mode = () => store.get<{ synchronous: number }>('PRAGMA synchronous')?.synchronous;
      expect([mode(), store.unflushed(mode), mode()]).toEqual([2, 1, 2]);
      expect(store.transaction(() => store.unflushed(mode))).toBe(2);
      const failing = (): never => {
        store.run('INSERT INTO laps (ms) VALUES (1)');
        throw new Error('nothing happened');
      };
      expect(() => store.unflushed(failing)).toThrow('nothing happened');
      expect([mode(), store.all('SELECT ms FROM laps')]).toEqual([2, []]);
    });
  });
});
