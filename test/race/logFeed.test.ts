import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { LogBatch } from '../../src/race/feed.ts';
import { type LogFeed, openLogFeed } from '../../src/race/logFeed.ts';
import type { LogPosition } from '../../src/race/logPosition.ts';
import { StoreBusy } from '../../src/store/errors.ts';
import { FakeClock } from '../fakes/clock.ts';

let directory: string;
let path: string;
let clock: FakeClock;
let logFeed: LogFeed;
let stored: LogPosition | undefined;
/** The batches that the feed accepted, without the calls that only say where the file begins. */
let taken: { facts: StdoutFact[]; absent: boolean; offset: number }[];
let facts: StdoutFact[];
let faults: string[];
let warnings: string[];
let refuse: (batch: LogBatch) => boolean;
/** Whether UDP is silent. */
let isSilent: boolean;
/** How long storing each fact of a batch takes, ms. */
let tookMs: number;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-log-'));
  path = join(directory, 'first.log');
  clock = new FakeClock();
  [stored, taken, facts, faults, warnings] = [undefined, [], [], [], []];
  refuse = () => false;
  [isSilent, tookMs] = [false, 0];
  open();
});
afterEach(async () => {
  await logFeed.close();
  rmSync(directory, { recursive: true });
});

function open(): void {
  logFeed = openLogFeed({
    feed: {
      free: async () => {},
      standsIn: (absent) => absent || isSilent,
      tellWaiting: () => undefined,
      log(batch) {
        if (refuse(batch)) throw new Error('cannot keep this');
        stored = batch.position as LogPosition;
        clock.spend(tookMs * batch.facts.length);
        if (batch.facts.length > 0)
          taken.push({ facts: [...batch.facts], absent: batch.absent, offset: stored.offset });
      },
    },
    position: () => stored,
    clock,
    log: { error: (_fields, message) => faults.push(message), warn: (_fields, message) => warnings.push(message) },
    redact: (line) => line,
    onFact: (fact) => facts.push(fact),
  });
}

const saved = (name: string): string => `Saving session json file: results/${name}.json\n`;
const write = (...lines: string[]): void => appendFileSync(path, lines.join(''));
const files = () =>
  taken.flatMap((batch) => batch.facts.map((fact) => fact.fact === 'sessionEnded' && fact.resultsFile));
const named = (...names: string[]): string[] => names.map((name) => `results/${name}.json`);
const isAbout = (name: string) => (batch: LogBatch) =>
  batch.facts.some((fact) => fact.fact === 'sessionEnded' && fact.resultsFile === `results/${name}.json`);

/** Runs the next poll, and waits for the read that it starts. */
async function poll(): Promise<void> {
  clock.advance(100);
  await logFeed.present();
}

describe('the log of a starting server', () => {
  test('is read from the beginning, and the facts are stored with the position reached', async () => {
    write(saved('a'), 'Server started\n');
    await logFeed.begin(path);
    expect(taken).toEqual([
      {
        facts: [{ fact: 'sessionEnded', resultsFile: 'results/a.json' }, { fact: 'serverStarted' }],
        absent: false,
        offset: Buffer.byteLength(`${saved('a')}Server started\n`),
      },
    ]);
    expect(stored?.path).toBe(path);
    expect(facts.map(({ fact }) => fact)).toEqual(['sessionEnded', 'serverStarted']);
  });

  test('is followed at once, before it contains anything', async () => {
    await logFeed.begin(path);
    expect(stored).toMatchObject({ path, offset: 0 });
    expect(logFeed.isFollowing()).toBe(true);
  });

  test('is read only after the log of the server before, which is read to its end', async () => {
    await logFeed.begin(path);
    write(saved('a'), 'Saving session json file: results/b.json');
    const second = join(directory, 'second.log');
    writeFileSync(second, saved('c'));
    const ended = logFeed.finish();
    await logFeed.begin(second);
    await ended;
    expect(files()).toEqual(named('a', 'b', 'c'));
    expect(stored).toMatchObject({ path: second });
  });
});

describe('a log that replaces UDP', () => {
  const many = Array.from({ length: 40 }, (_, number) => `${number}`);
  const lengths = (): number[] => taken.map((batch) => batch.facts.length);

  test('is stored in order, in as many facts at once as there is time for', async () => {
    [isSilent, tookMs] = [true, 2];
    write(...many.map(saved));
    await logFeed.begin(path);
    // The first four took 8 ms; two take 4 ms.
    expect(lengths()).toEqual([4, ...Array.from({ length: 18 }, () => 2)]);
    expect(files()).toEqual(named(...many));
    expect(facts).toHaveLength(40);
  });

  test('is stored all at once while UDP reports the same', async () => {
    tookMs = 4;
    write(...many.map(saved));
    await logFeed.begin(path);
    expect(files()).toEqual(named(...many));
    expect(Math.max(...lengths())).toBeGreaterThan(20);
  });

  test('emits nothing twice if a line after others cannot be stored', async () => {
    isSilent = true;
    // Of five tries, the last one stores what comes before the refused line.
    let left = 4;
    refuse = (batch) => (batch.facts.length > 0 && left-- > 0) || isAbout('9')(batch);
    write(...many.map(saved));
    await logFeed.begin(path);
    expect(files()).toEqual(named(...many.filter((name) => name !== '9')));
  });

  test('continues from the last stored piece if one could not be stored', async () => {
    isSilent = true;
    let left = 3;
    refuse = (batch) => isAbout('9')(batch) && left-- > 0;
    write(...many.map(saved));
    await logFeed.begin(path);
    expect(files()).toEqual(named(...many));
  });
});

describe('the log of a server that was running before Pitwall', () => {
  test('is continued where reading stopped, and marked as written in absence', async () => {
    write(saved('a'));
    await logFeed.begin(path);
    await logFeed.close();
    write(saved('b'));
    open();
    await logFeed.resume(path);
    expect(taken.map(({ absent }) => absent)).toEqual([false, true]);
    expect(files()).toEqual(named('a', 'b'));
  });

  test('is read from the beginning if it is another file by now, and that is logged', async () => {
    write(saved('a'));
    await logFeed.begin(path);
    await logFeed.close();
    renameSync(path, `${path}.1`);
    writeFileSync(path, `${saved('b')}${saved('c')}${saved('d')}`);
    open();
    await logFeed.resume(path);
    expect(files()).toEqual(named('a', 'b', 'c', 'd'));
    expect(faults).toMatchObject([expect.stringMatching(/the log that was read last is gone/)]);
  });

  test('is logged as gone if it is missing, and read when it appears again', async () => {
    write(saved('a'));
    await logFeed.begin(path);
    await logFeed.close();
    rmSync(path);
    open();
    await logFeed.resume(path);
    expect(faults).toMatchObject([expect.stringMatching(/the log that was read last is gone/)]);
    write(saved('b'));
    await poll();
    expect(files()).toEqual(named('a', 'b'));
  });

  test('is not told as gone if Pitwall was killed as soon as a shorter log had its name', async () => {
    write(saved('a'), saved('b'));
    await logFeed.begin(path);
    let atKill: LogPosition | undefined;
    refuse = ({ position }) => {
      atKill ??= position as LogPosition;
      return false;
    };
    renameSync(path, `${path}.1`);
    write(saved('c'));
    await poll();
    await logFeed.close();
    expect(atKill).toMatchObject({ path, offset: 0 });
    [stored, taken] = [atKill, []];
    open();
    await logFeed.resume(path);
    expect(faults).toEqual([]);
    expect(files()).toEqual(named('c'));
  });

  test('is logged as gone if it was replaced, also if there was none yet when it was followed', async () => {
    await logFeed.begin(path);
    write(saved('a'));
    await poll();
    await logFeed.close();
    renameSync(path, `${path}.1`);
    write(saved('b'), saved('c'));
    open();
    await logFeed.resume(path);
    expect(faults).toMatchObject([expect.stringMatching(/the log that was read last is gone/)]);
    expect(files()).toEqual(named('a', 'b', 'c'));
  });

  test('counts as absent until UDP is listened to', async () => {
    write(saved('a'));
    await logFeed.resume(path);
    write(saved('b'));
    await logFeed.present();
    write(saved('c'));
    await poll();
    expect(files()).toEqual(named('a', 'b', 'c'));
    expect(taken.map(({ absent }) => absent)).toEqual([true, true, false]);
  });

  test('is read from the beginning if the stored position is of another file', async () => {
    stored = { path: join(directory, 'older.log'), offset: 700 };
    write(saved('a'));
    await logFeed.resume(path);
    expect(taken).toMatchObject([{ absent: true }]);
    expect(files()).toEqual(named('a'));
  });

  test('causes no facts and no errors if it does not exist', async () => {
    await logFeed.resume(join(directory, 'missing.log'));
    await logFeed.finish();
    expect([taken, faults]).toEqual([[], []]);
  });

  test('is continued inside a block, whose first half is remembered', async () => {
    const block = ['NEW PICKUP CONNECTION from  192.0.2.1:50000', 'VERSION 202', 'Elena'];
    const rest = ['REQUESTED CAR: abarth500*', 'DRIVER ACCEPTED FOR CAR 3', 'DRIVER: Elena []'];
    write(`${block.join('\n')}\n`);
    await logFeed.begin(path);
    await logFeed.close();
    write(`${rest.join('\n')}\n`);
    open();
    await logFeed.resume(path);
    expect(taken.flatMap((batch) => batch.facts)).toMatchObject([{ fact: 'driverJoined', slot: 3, host: '192.0.2.1' }]);
  });
});

describe('a batch that the feed cannot store', () => {
  test('is retried for as long as the store is locked, without skipping a line, also at the end', async () => {
    let tries = 0;
    refuse = () => {
      tries += 1;
      if (tries <= 12) throw new StoreBusy('pitwall.db', new Error('database is locked'));
      return false;
    };
    write(saved('a'), saved('b'));
    const ended = logFeed.begin(path).then(() => logFeed.finish());
    let isEnded = false;
    void ended.then(() => {
      isEnded = true;
    });
    while (!isEnded) {
      clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(files()).toEqual(named('a', 'b'));
    expect(faults.filter((message) => message.includes('skipped'))).toEqual([]);
  });

  test('is stored once when it becomes possible', async () => {
    let isFull = true;
    refuse = (batch) => isFull && batch.facts.length > 0;
    await logFeed.begin(path);
    write(saved('a'), saved('b'));
    refuse = () => isFull;
    await poll();
    expect(taken).toEqual([]);
    isFull = false;
    write(saved('c'));
    await poll();
    expect(files()).toEqual(named('a', 'b', 'c'));
    expect(facts).toHaveLength(3);
  });

  test('loses only the single line that can never be stored', async () => {
    refuse = isAbout('poison');
    write(saved('a'), saved('poison'), saved('b'));
    await logFeed.begin(path);
    write(saved('c'));
    await poll();
    expect(files()).toEqual(named('a', 'b', 'c'));
    expect(faults.at(-1)).toMatch(/skipped/);
  });

  test('is logged once, not ten times a second', async () => {
    await logFeed.begin(path);
    refuse = () => true;
    write(saved('a'));
    for (let polls = 0; polls < 20; polls += 1) await poll();
    expect(faults).toHaveLength(1);
  });

  test('is still marked as written in absence when retried', async () => {
    write(saved('a'));
    let failures = 0;
    refuse = (batch) => batch.facts.length > 0 && failures++ < 2;
    await logFeed.resume(path);
    expect(taken).toMatchObject([{ absent: true }]);
  });
});

test('a log that was truncated is read from its new beginning', async () => {
  write(saved('a'), saved('b'));
  await logFeed.begin(path);
  truncateSync(path);
  write(saved('c'));
  await poll();
  expect(files()).toEqual(named('a', 'b', 'c'));
  expect(stored?.offset).toBe(saved('c').length);
});

test('the log of a server that ended is followed until its rest is stored', async () => {
  await logFeed.begin(path);
  write(saved('a'), saved('b'));
  const followed: boolean[] = [];
  refuse = (batch) => batch.facts.length > 0 && followed.push(logFeed.isFollowing()) === 1;
  await logFeed.finish();
  expect(files()).toEqual(named('a', 'b'));
  expect(followed).toEqual([true, true]);
  expect(logFeed.isFollowing()).toBe(false);
});

test('the last line of a server that ended needs no line end and is not kept waiting', async () => {
  await logFeed.begin(path);
  write('Saving session json file: results/z.json');
  await logFeed.finish();
  expect(taken).toMatchObject([{ absent: true }]);
  expect(files()).toEqual(named('z'));
  expect(logFeed.isFollowing()).toBe(false);
});

describe('a log with no readable line', () => {
  const FOREIGN = 'acServer v0.10.1 says things in a way of its own\n';

  test('is warned about once, however long it grows', async () => {
    write(...Array.from({ length: 100 }, () => FOREIGN));
    await logFeed.begin(path);
    await poll();
    expect(warnings).toEqual([expect.stringMatching(/^nothing in this log can be read: /)]);
    write(...Array.from({ length: 300 }, () => FOREIGN));
    await poll();
    expect(warnings).toHaveLength(1);
  });

  test('gives no warning if a single line can be read', async () => {
    write(...Array.from({ length: 99 }, () => FOREIGN), 'Server started\n');
    await logFeed.begin(path);
    write(...Array.from({ length: 300 }, () => FOREIGN));
    await poll();
    expect(warnings).toEqual([]);
  });
});
