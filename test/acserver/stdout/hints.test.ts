import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Follower, followFile } from '../../../src/acserver/stdout/follow.ts';
import { type WatchFile, type WatchListener, watchFile } from '../../../src/acserver/stdout/hints.ts';
import { eventuallyHolds } from '../../eventually.ts';
import { FakeClock } from '../../fakes/clock.ts';

let folder: string;
let path: string;
let clock: FakeClock;
let lines: string[];
let watches: { readonly listener: WatchListener; isOpen: boolean }[];
let follower: Follower;
let fails: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hints-'));
  path = join(folder, 'log');
  writeFileSync(path, '');
  clock = new FakeClock();
  [lines, watches, fails] = [[], [], false];
});
afterEach(async () => {
  await follower.close();
  rmSync(folder, { recursive: true });
});

/** A watch that reports what the test tells it to. */
const injected: WatchFile = (_, listener) => {
  const watch = { listener, isOpen: true };
  watches.push(watch);
  return () => {
    watch.isOpen = false;
  };
};

function follow(watch: WatchFile = injected): void {
  follower = followFile({
    path,
    offset: 0,
    clock,
    watch,
    onLines: (found) => {
      if (fails) throw new Error('the disk is full');
      lines.push(...found.map(({ text }) => text));
    },
  });
}

const hint = (): void => watches.at(-1)?.listener.onChange();
const write = (text: string): void => appendFileSync(path, text);

/** Waits until everything that was started is done, and for one more turn. */
async function settled(): Promise<void> {
  await follower.cap(Number.POSITIVE_INFINITY);
  await new Promise((resolve) => setImmediate(resolve));
}

async function poll(): Promise<void> {
  clock.advance(100);
  await settled();
}

const pollUntil = (...found: string[]) =>
  eventuallyHolds(async () => {
    await poll();
    expect(lines).toEqual(found);
  });

describe('a file watch', () => {
  test('has a line read before the next poll', async () => {
    follow();
    write('a\n');
    hint();
    await settled();
    expect(lines).toEqual(['a']);
  });

  test('that reports every line has the file read once in five milliseconds', async () => {
    follow();
    for (const text of ['a', 'b', 'c']) {
      write(`${text}\n`);
      hint();
      await settled();
    }
    expect(lines).toEqual(['a']);
    clock.advance(4);
    await settled();
    expect(lines).toEqual(['a']);
    clock.advance(1);
    await settled();
    expect(lines).toEqual(['a', 'b', 'c']);
  });

  test('that reports a change during a read has the file read once more', async () => {
    follow();
    write('a\n');
    hint();
    clock.advance(5);
    hint();
    write('b\n');
    await settled();
    await settled();
    expect(lines).toEqual(['a', 'b']);
  });

  test('that reports too often, or without a change, does no harm', async () => {
    follow();
    for (let times = 0; times < 20; times += 1) {
      hint();
      clock.advance(1);
    }
    await poll();
    expect(lines).toEqual([]);
    write('a\n');
    await poll();
    expect(lines).toEqual(['a']);
  });

  test('leaves the retry of a failed read to the poll', async () => {
    follow();
    fails = true;
    write('a\n');
    hint();
    await settled();
    fails = false;
    clock.advance(5);
    hint();
    await settled();
    expect(lines).toEqual([]);
    await poll();
    expect(lines).toEqual(['a']);
  });

  test('that works is not renewed, even if the poll was first to read', async () => {
    follow();
    for (let times = 0; times < 20; times += 1) await poll();
    fails = true;
    write('a\n');
    hint();
    await settled();
    fails = false;
    await poll();
    expect([lines, watches.length]).toEqual([['a'], 1]);
  });

  test('is closed and ignored once the file is no longer followed', async () => {
    follow();
    await follower.close();
    write('a\n');
    hint();
    await settled();
    expect([lines, watches.map(({ isOpen }) => isOpen)]).toEqual([[], [false]]);
  });
});

describe('the poll finds lines if the watch', () => {
  test('stays silent, and the watch is renewed', async () => {
    follow();
    for (const text of ['a', 'b', 'c']) {
      write(`${text}\n`);
      await poll();
    }
    expect(lines).toEqual(['a', 'b', 'c']);
    expect(watches).toHaveLength(1);
    clock.advance(1000);
    write('d\n');
    await poll();
    expect(watches.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  test('cannot be opened, and opening it is tried once a second', async () => {
    let attempts = 0;
    follow(() => {
      attempts += 1;
      throw new Error('ENOSYS: this share cannot be watched');
    });
    write('a\n');
    for (let times = 0; times < 25; times += 1) await poll();
    expect(lines).toEqual(['a']);
    expect(attempts).toBe(3);
  });

  test('ends, and the watch is renewed', async () => {
    follow();
    watches[0]?.listener.onEnd();
    write('a\n');
    await poll();
    expect(lines).toEqual(['a']);
    clock.advance(1000);
    await poll();
    expect(watches).toHaveLength(2);
  });

  test('has no file yet, and is opened once there is one', async () => {
    rmSync(path);
    follow((of, listener) => {
      const stop = watchFile(of, listener);
      watches.push({ listener, isOpen: true });
      return stop;
    });
    await poll();
    expect(watches).toEqual([]);
    write('a\n');
    clock.advance(1000);
    await settled();
    await poll();
    expect([lines, watches.length]).toEqual([['a'], 1]);
  });
});

describe('watching a real file', () => {
  test('finds appended lines without a poll', async () => {
    follow(watchFile);
    write('a\n');
    await eventuallyHolds(() => expect(lines).toEqual(['a']));
    // Less than the time between two polls.
    clock.advance(5);
    write('b\n');
    await eventuallyHolds(() => expect(lines).toEqual(['a', 'b']));
  });

  test.each([
    ['emptied and written again', () => truncateSync(path)],
    [
      'replaced by a shorter file',
      () => {
        writeFileSync(`${path}.new`, '');
        renameSync(`${path}.new`, path);
      },
    ],
    [
      'removed and created again',
      () => {
        rmSync(path);
        writeFileSync(path, '');
      },
    ],
  ])('finds all lines if the file is %s', async (_, change) => {
    follow(watchFile);
    write('a long first line\n');
    await pollUntil('a long first line');
    change();
    write('new\n');
    await pollUntil('a long first line', 'new');
    // Lines still arrive, even if the watch was made deaf by that.
    write('more\n');
    await pollUntil('a long first line', 'new', 'more');
  });
});
