import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreDamaged } from '../../src/store/errors.ts';
import { openStore } from '../../src/store/store.ts';

const laps = { room: 'laps', steps: ['CREATE TABLE laps (id INTEGER PRIMARY KEY, driver TEXT NOT NULL)'] };

let made: string;
let directory: string;
const inside = (name: string): string => join(directory, name);
beforeEach(() => {
  made = mkdtempSync(join(tmpdir(), 'pitwall-damage-'));
  directory = made;
});
afterEach(() => rmSync(made, { recursive: true, force: true }));

const open = () => openStore(directory, [laps]);
const refusal = (): Error => {
  try {
    open().close();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it was opened');
};
function aStoreWithLaps(count: number): void {
  const store = open();
  store.transaction(() => {
    for (let lap = 0; lap < count; lap++) store.run('INSERT INTO laps (driver) VALUES (?)', 'Elena '.repeat(80));
  });
  store.get('PRAGMA wal_checkpoint(TRUNCATE)');
  store.close();
}

describe('a damaged pitwall.db', () => {
  test('is reported in one sentence that says what to do, if it holds garbage', () => {
    writeFileSync(inside('pitwall.db'), 'garbage'.repeat(2000));
    const error = refusal();
    expect(error).toBeInstanceOf(StoreDamaged);
    expect(error.message).toContain(`${inside('pitwall.db')} is damaged (file is not a database)`);
    expect(error.message).toContain(
      `: stop Pitwall and put a backup in its place ("npm run restore -- <backup>"), or move all of ${directory} elsewhere to start from scratch, without any bans, penalties, incidents or results.`,
    );
    expect(error.message).not.toContain('\n');
  });

  test('is detected if its end is missing', () => {
    aStoreWithLaps(100);
    writeFileSync(inside('pitwall.db'), readFileSync(inside('pitwall.db')).subarray(0, 5000));
    expect(refusal()).toBeInstanceOf(StoreDamaged);
  });

  test('is detected when it is opened, if a page is bad', () => {
    aStoreWithLaps(200);
    const bytes = readFileSync(inside('pitwall.db'));
    writeFileSync(inside('pitwall.db'), bytes.fill(0xff, bytes.length - 3 * 4096));
    const error = refusal();
    expect(error).toBeInstanceOf(StoreDamaged);
    expect(error.message).toMatch(/pitwall\.db is damaged \([^\n]+\): stop Pitwall/);
  });

  test('is named in the error if a page goes bad in use; other pages stay readable', () => {
    aStoreWithLaps(2000);
    const store = open();
    const bytes = readFileSync(inside('pitwall.db'));
    writeFileSync(inside('pitwall.db'), bytes.fill(0xff, 20 * 4096));
    // What was read when it was opened is still in memory.
    store.get('PRAGMA shrink_memory');
    expect(() => store.all('SELECT * FROM laps')).toThrow(StoreDamaged);
    expect(() => store.all('SELECT * FROM laps')).toThrow(/pitwall\.db is damaged/);
    expect(store.all('SELECT room FROM migrations')).toEqual([{ room: 'laps' }]);
    store.close();
  });

  test('is not taken for a first start if it is empty, or missing but its -wal is there', () => {
    aStoreWithLaps(1);
    writeFileSync(inside('pitwall.db'), '');
    expect(refusal().message).toContain(`${inside('pitwall.db')} is empty: stop Pitwall`);
    expect(statSync(inside('pitwall.db')).size).toBe(0);
    rmSync(inside('pitwall.db'));
    writeFileSync(inside('pitwall.db-wal'), 'laps');
    expect(refusal().message).toContain('pitwall.db is missing beside its');
    rmSync(inside('pitwall.db-wal'));
    open().close();
  });

  test.each(['servers', 'backups', 'pitwall.db.before-restore-2026'])(
    'is not taken for a first start if it is missing but %s is there',
    (trace) => {
      mkdirSync(inside(trace));
      const error = refusal();
      expect(error).toBeInstanceOf(StoreDamaged);
      expect(error.message).toContain(
        `${inside('pitwall.db')} is gone, although this directory was used before (there is ${inside(trace)}): stop`,
      );
      expect(existsSync(inside('pitwall.db'))).toBe(false);
      rmSync(inside(trace), { recursive: true });
      open().close();
    },
  );

  test("is refused if it is another program's database", () => {
    writeFileSync(inside('pitwall.db'), readFileSync(anotherDatabase()));
    expect(refusal().message).toContain('pitwall.db holds no data of Pitwall');
  });

  test('is created from scratch if a first start was killed', () => {
    writeFileSync(inside('pitwall.db.new'), 'half');
    aStoreWithLaps(1);
    expect(existsSync(inside('pitwall.db.new'))).toBe(false);
  });

  test('can be opened once it is repaired, as nothing stays locked', () => {
    writeFileSync(inside('pitwall.db'), '');
    refusal();
    rmSync(inside('pitwall.db'));
    open().close();
  });
});

describe('a damaged pitwall.lock', () => {
  test('is repaired and locks again', () => {
    aStoreWithLaps(1);
    writeFileSync(inside('pitwall.lock'), 'garbage'.repeat(2000));
    const store = open();
    expect(store.all('SELECT id FROM laps')).toEqual([{ id: 1 }]);
    expect(refusal().message).toMatch(/^Another Pitwall is using/);
    store.close();
  });

  test('is named in the error if it cannot be opened', () => {
    mkdirSync(inside('pitwall.lock'));
    expect(refusal().message).toContain(inside('pitwall.lock'));
  });
});

describe.runIf(process.platform !== 'win32')('file permissions', () => {
  const modes = () =>
    ['pitwall.db', 'pitwall.db-wal', 'pitwall.db-shm', 'pitwall.lock'].map((name) => modeOf(inside(name)));
  const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

  test('are private for a directory that Pitwall creates, and for every file in it', () => {
    const warnings: string[] = [];
    directory = join(directory, 'data');
    const store = openStore(directory, [laps], { warn: (sentence) => warnings.push(sentence) });
    store.run("INSERT INTO laps (driver) VALUES ('Elena')");
    expect(modes()).toEqual(['600', '600', '600', '600']);
    expect(modeOf(directory)).toBe('700');
    expect(warnings).toEqual([]);
    store.close();
  });

  test('are private for the files in an open directory too, with a warning about the directory', () => {
    aStoreWithLaps(1);
    for (const name of ['pitwall.db', 'pitwall.lock']) chmodSync(inside(name), 0o644);
    chmodSync(directory, 0o755);
    const warnings: string[] = [];
    const store = openStore(directory, [laps], { warn: (sentence) => warnings.push(sentence) });
    store.run("INSERT INTO laps (driver) VALUES ('Elena')");
    expect(modes()).toEqual(['600', '600', '600', '600']);
    expect(modeOf(directory)).toBe('755');
    expect(warnings).toEqual([
      `DATA_DIR ${directory} is open to others on this machine (mode 755): run chmod 700 ${directory}.`,
    ]);
    store.close();
  });
});

function anotherDatabase(): string {
  const elsewhere = join(directory, 'elsewhere');
  const store = openStore(elsewhere, [laps]);
  store.run('DROP TABLE migrations');
  store.get('PRAGMA wal_checkpoint(TRUNCATE)');
  store.close();
  return join(elsewhere, 'pitwall.db');
}
