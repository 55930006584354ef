import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoreChange, Tables } from '../../src/store/migrations.ts';
import { openStore, type Store } from '../../src/store/store.ts';

const drivers: Tables = { room: 'drivers', steps: ['CREATE TABLE drivers (guid TEXT, name TEXT)'] };
const bans: Tables = { room: 'bans', steps: ['CREATE TABLE bans (guid TEXT)'] };
/** In the order in which they were made: the second one reads what the first added in another room. */
const changes: readonly StoreChange[] = [
  { room: 'bans', number: 2, step: "ALTER TABLE bans ADD COLUMN name TEXT NOT NULL DEFAULT ''" },
  {
    room: 'drivers',
    number: 2,
    step(rows) {
      for (const { guid, name } of rows.all<{ guid: string; name: string }>('SELECT guid, name FROM drivers')) {
        rows.run('UPDATE bans SET name = ? WHERE guid = ?', name.toUpperCase(), guid);
      }
    },
  },
  { room: 'bans', number: 3, step: 'CREATE INDEX bans_by_name ON bans (name)' },
];

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-migrations-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function opened<T>(work: (store: Store) => T, rooms: readonly Tables[], later?: readonly StoreChange[]): T {
  const store = openStore(directory, rooms, { changes: later });
  try {
    return work(store);
  } finally {
    store.close();
  }
}
const steps = (store: Store) =>
  store.all<{ room: string; step: number }>('SELECT room, step FROM migrations ORDER BY room');

test('changes run once, in one order across rooms, as SQL or as functions', () => {
  opened(
    (store) => {
      store.run("INSERT INTO drivers VALUES ('1', 'Elena')");
      store.run("INSERT INTO bans VALUES ('1')");
    },
    [drivers, bans],
  );
  for (let start = 0; start < 2; start++) {
    opened(
      (store) => {
        expect(store.all('SELECT * FROM bans')).toEqual([{ guid: '1', name: start === 0 ? 'ELENA' : 'changed' }]);
        expect(steps(store)).toEqual([
          { room: 'bans', step: 3 },
          { room: 'drivers', step: 2 },
        ]);
        store.run("UPDATE bans SET name = 'changed'");
      },
      [drivers, bans],
      changes,
    );
  }
});

test('a first start creates all rooms before the changes run', () => {
  opened((store) => expect(steps(store)).toHaveLength(2), [drivers, bans], changes);
});

test('a change that fails leaves everything as it was', () => {
  opened(() => {}, [drivers, bans]);
  const fails: StoreChange = {
    room: 'bans',
    number: 3,
    step() {
      throw new Error('a name is missing');
    },
  };
  const [first] = changes;
  expect(() => opened(() => {}, [drivers, bans], first && [first, fails])).toThrow('a name is missing');
  opened((store) => expect(steps(store).map(({ step }) => step)).toEqual([1, 1]), [drivers, bans]);
});

test('a new step must not take the number of a change', () => {
  const more: Tables = { room: 'bans', steps: [...bans.steps, 'CREATE INDEX more ON bans (guid)'] };
  expect(() => opened(() => {}, [drivers, more], changes)).toThrow('the steps of bans are numbered 1, 2, 2, 3');
});
