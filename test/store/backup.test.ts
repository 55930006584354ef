import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/kit/errors.ts';
import { backUp, backupsIn } from '../../src/store/backup.ts';
import { restore } from '../../src/store/restore.ts';
import { SqliteFile } from '../../src/store/sqlite.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { lockedBy } from '../fakes/store.ts';

const laps = { room: 'laps', steps: ['CREATE TABLE laps (id INTEGER PRIMARY KEY, driver TEXT NOT NULL)'] };
const lapsLater = { room: 'laps', steps: [...laps.steps, 'ALTER TABLE laps ADD COLUMN ms INTEGER'] };
const AT = Date.UTC(2026, 10, 21, 17, 2, 1);

let root: string;
let data: string;
let stores: Store[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pitwall-backup-'));
  data = join(root, 'data');
  stores = [];
});
afterEach(() => {
  for (const store of stores) store.close();
  rmSync(root, { recursive: true, force: true });
});

function open(directory = data, rooms = [laps]): Store {
  const store = openStore(directory, rooms, { now: () => AT });
  stores.push(store);
  return store;
}
function close(store: Store): void {
  stores = stores.filter((each) => each !== store);
  store.close();
}
const drive = (store: Store, driver: string) => store.run('INSERT INTO laps (driver) VALUES (?)', driver);
const driversIn = (store: Store) =>
  store.all<{ driver: string }>('SELECT driver FROM laps ORDER BY id').map(({ driver }) => driver);
const restored = (backup: string, directory = data) =>
  restore({ directory, backup, rooms: [laps], changes: [], at: AT + 60_000 });

function sentenceOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('it was done');
}

describe('a backup', () => {
  test('is one file with all committed data, taken while the store is in use', () => {
    const store = open();
    drive(store, 'Elena');
    const path = backUp(data, AT);
    expect(path).toBe(join(data, 'backups', 'pitwall-2026-11-21T17-02-01-000Z.db'));
    expect(readdirSync(join(data, 'backups'))).toEqual(['pitwall-2026-11-21T17-02-01-000Z.db']);
    drive(store, 'Ayumi');
    expect(driversIn(store)).toEqual(['Elena', 'Ayumi']);
    const copy = new SqliteFile(path);
    expect(copy.all('SELECT driver FROM laps')).toEqual([{ driver: 'Elena' }]);
    copy.close();
  });

  test('does not wait for another program that is writing', () => {
    drive(open(), 'Elena');
    const unlock = lockedBy(data);
    const path = backUp(data, AT);
    unlock();
    expect(existsSync(path)).toBe(true);
  });

  test.runIf(process.platform !== 'win32')('is readable only by its owner, and so is its folder', () => {
    open();
    const path = backUp(data, AT);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(join(data, 'backups')).mode & 0o777).toString(8)).toBe('700');
  });

  test('goes to the given path, and overwrites nothing', () => {
    open();
    const target = join(root, 'friday.db');
    expect(backUp(data, AT, target)).toBe(target);
    const before = readFileSync(target);
    expect(sentenceOf(() => backUp(data, AT, target))).toBe(`${target} is there already: a backup overwrites nothing.`);
    expect(readFileSync(target).equals(before)).toBe(true);
  });

  test('is refused without a store or a target folder, and leaves nothing behind', () => {
    expect(sentenceOf(() => backUp(data, AT))).toBe(
      `There is no ${join(data, 'pitwall.db')}: DATA_DIR must be that of your Pitwall.`,
    );
    expect(existsSync(data)).toBe(false);
    open();
    expect(sentenceOf(() => backUp(data, AT, join(root, 'none', 'friday.db')))).toBe(
      `There is no folder ${join(root, 'none')} for the backup.`,
    );
    expect(readdirSync(root)).toEqual(['data']);
  });

  test('is refused for a damaged store, naming the file', () => {
    const store = open();
    for (let lap = 0; lap < 500; lap++) drive(store, 'Elena '.repeat(80));
    close(store);
    const path = join(data, 'pitwall.db');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xff, bytes.length - 3 * 4096));
    expect(() => backUp(data, AT, join(root, 'friday.db'))).toThrow(/pitwall\.db is damaged/);
    expect(readdirSync(root)).toEqual(['data']);
  });

  test('is listed if it is in DATA_DIR, the one written last first', () => {
    open();
    expect(backupsIn(data)).toEqual([]);
    const [one, other] = [backUp(data, AT), backUp(data, AT + 1000)];
    const written = (path: string, at: number) => utimesSync(path, at / 1000, at / 1000);
    written(one, AT);
    written(other, AT + 60_000);
    const known = { path: other, at: AT + 60_000 };
    expect(backupsIn(data)).toEqual([known, { path: one, at: AT }]);
    written(one, AT + 120_000);
    expect(backupsIn(data)).toEqual([{ path: one, at: AT + 120_000 }, known]);
  });
});

describe('a store that is closed', () => {
  test('is one file, which can be copied alone', () => {
    const store = open();
    drive(store, 'Elena');
    close(store);
    const copied = join(root, 'copied');
    mkdirSync(copied);
    copyFileSync(join(data, 'pitwall.db'), join(copied, 'pitwall.db'));
    expect(driversIn(open(copied))).toEqual(['Elena']);
  });
});

describe('restoring', () => {
  test('brings back the backup and keeps the old store aside', () => {
    const store = open();
    drive(store, 'Elena');
    const backup = backUp(data, AT);
    drive(store, 'Ayumi');
    close(store);
    const aside = restored(backup);
    expect(aside).toBe(join(data, 'pitwall.db.before-restore-2026-11-21T17-03-01-000Z'));
    expect(driversIn(open())).toEqual(['Elena']);
    const old = new SqliteFile(aside ?? '');
    expect(old.all('SELECT driver FROM laps')).toEqual([{ driver: 'Elena' }, { driver: 'Ayumi' }]);
    old.close();
  });

  test('works in an empty directory, as for a move to another machine', () => {
    drive(open(), 'Elena');
    const backup = backUp(data, AT, join(root, 'friday.db'));
    const elsewhere = join(root, 'elsewhere');
    expect(restored(backup, elsewhere)).toBeUndefined();
    expect(driversIn(open(elsewhere))).toEqual(['Elena']);
  });

  test('moves a damaged store aside', () => {
    close(open());
    const backup = backUp(data, AT);
    writeFileSync(join(data, 'pitwall.db'), 'garbage');
    writeFileSync(join(data, 'pitwall.db-wal'), 'more of it');
    const aside = restored(backup) ?? '';
    expect([readFileSync(aside, 'utf8'), readFileSync(`${aside}-wal`, 'utf8')]).toEqual(['garbage', 'more of it']);
    expect(driversIn(open())).toEqual([]);
  });

  test('accepts a copy of all three files, with the last writes in the -wal', () => {
    drive(open(), 'Elena');
    const copied = join(root, 'copied');
    mkdirSync(copied);
    for (const name of ['pitwall.db', 'pitwall.db-wal', 'pitwall.db-shm'])
      copyFileSync(join(data, name), join(copied, name));
    const elsewhere = join(root, 'elsewhere');
    restored(join(copied, 'pitwall.db'), elsewhere);
    expect(driversIn(open(elsewhere))).toEqual(['Elena']);
  });

  test('is refused while Pitwall runs', () => {
    open();
    expect(sentenceOf(() => restored(backUp(data, AT)))).toMatch(/^Another Pitwall is using .*; stop it/);
  });

  test.each<[string, (path: string) => void, RegExp]>([
    ['that does not exist', () => {}, /^There is no file .*bad\.db\.$/],
    ['that is empty', (path) => writeFileSync(path, ''), /bad\.db is empty: it is no backup\.$/],
    [
      'of garbage',
      (path) => writeFileSync(path, 'garbage'.repeat(2000)),
      /bad\.db is no backup: it is no copy of a pitwall\.db\.$/,
    ],
    [
      'that is damaged',
      (path) => writeFileSync(path, `SQLite format 3\0${'garbage'.repeat(2000)}`),
      /bad\.db is damaged: take another/,
    ],
    ['of another program', foreign, /bad\.db holds no data of Pitwall: it is no backup\.$/],
    ['of a newer Pitwall', newer, /bad\.db was written by a newer Pitwall \(laps\); update this one\.$/],
  ])('refuses a backup %s, and keeps the current store', (_, make, sentence) => {
    drive(open(), 'Elena');
    close(stores[0] ?? open());
    const bad = join(root, 'bad.db');
    make(bad);
    expect(sentenceOf(() => restored(bad))).toMatch(sentence);
    expect(readdirSync(data).filter((name) => /restor/.test(name))).toEqual([]);
    expect(driversIn(open())).toEqual(['Elena']);
  });
});

describe('an upgrade', () => {
  test('keeps a copy of the old store, and says where', () => {
    const store = open();
    drive(store, 'Elena');
    close(store);
    const told: string[] = [];
    const later = openStore(data, [lapsLater], { now: () => AT, warn: (sentence) => told.push(sentence) });
    stores.push(later);
    expect(later.all('SELECT driver, ms FROM laps')).toEqual([{ driver: 'Elena', ms: null }]);
    const copy = join(data, 'backups', 'pitwall-before-upgrade-2026-11-21T17-02-01-000Z.db');
    expect(told).toEqual([
      `${join(data, 'pitwall.db')} is brought up to this version; as it was before, it is kept as ${copy}.`,
    ]);
    close(later);
    expect(() => open()).toThrow(/newer Pitwall/);
    restored(copy);
    expect(driversIn(open())).toEqual(['Elena']);
  });

  test('makes no copy at a first start, or if nothing changes', () => {
    close(open());
    close(open());
    expect(existsSync(join(data, 'backups'))).toBe(false);
  });

  test('keeps the last three of these copies, and all other backups', () => {
    close(open());
    backUp(data, AT - 1000);
    const steps = [...laps.steps];
    for (let version = 1; version <= 5; version++) {
      steps.push(`CREATE TABLE later${version} (id INTEGER)`);
      const store = openStore(data, [{ room: 'laps', steps: [...steps] }], { now: () => AT + version * 1000 });
      store.close();
    }
    expect(readdirSync(join(data, 'backups')).sort()).toEqual([
      'pitwall-2026-11-21T17-02-00-000Z.db',
      'pitwall-before-upgrade-2026-11-21T17-02-04-000Z.db',
      'pitwall-before-upgrade-2026-11-21T17-02-05-000Z.db',
      'pitwall-before-upgrade-2026-11-21T17-02-06-000Z.db',
    ]);
  });

  test('is refused if the data has a room that only a newer version knows', () => {
    close(open(data, [laps, { room: 'pit stops', steps: ['CREATE TABLE stops (id INTEGER)'] }]));
    expect(() => open()).toThrow('The data in DATA_DIR was written by a newer Pitwall (pit stops); update this one.');
    expect(existsSync(join(data, 'backups'))).toBe(false);
  });
});

function foreign(path: string): void {
  const file = new SqliteFile(path);
  file.exec('CREATE TABLE others (id INTEGER)');
  file.close();
}

function newer(path: string): void {
  const directory = join(root, 'newer');
  openStore(directory, [lapsLater]).close();
  copyFileSync(join(directory, 'pitwall.db'), path);
}
