import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tables } from '../../src/store/migrations.ts';
import { openStore as open, type Store, type StoreOptions } from '../../src/store/store.ts';

/** The file that a first start makes, by its tables. */
const made = new Map<string, Buffer>();

/**
 * A store of its own, as openStore makes it. Creating all tables takes longer than most tests, so a first start gets a
 * copy of a store that openStore has made.
 */
export function openStore(directory: string, rooms: readonly Tables[], options: StoreOptions = {}): Store {
  const path = join(directory, 'pitwall.db');
  if (existsSync(path)) return open(directory, rooms, options);
  const changes = (options.changes ?? []).map(({ room, number }) => `${room} ${number}`);
  const key = [...rooms.map(({ room, steps }) => `${room} ${steps.length}`), ...changes].join();
  const copy = made.get(key);
  if (copy) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(path, copy, { mode: 0o600 });
  } else {
    open(directory, rooms, options).close();
    made.set(key, readFileSync(path));
  }
  return open(directory, rooms, options);
}
