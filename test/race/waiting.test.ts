import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { StoreBusy, StoreFull } from '../../src/store/errors.ts';
import { feedInDirectory, type TestFeed } from '../fakes/feed.ts';
import { lockedBy } from '../fakes/store.ts';
import { chat, elena, lap, line, practice } from './witnesses.ts';

let opened: ReturnType<typeof feedInDirectory>;
let feed: TestFeed;
beforeEach(() => {
  opened = feedInDirectory();
  feed = opened.feed;
  hear(practice, elena);
  feed.log({ facts: [line.practice, line.elena], position: 1, absent: false });
  told();
});
afterEach(() => opened.remove());

const hear = (...packets: FromServer[]): void => feed.packets(packets);
const told = () => feed.events.splice(0);
const full = (isFull: boolean) => feed.store.get(`PRAGMA max_page_count=${isFull ? 1 : 1_000_000}`);
const FIRST_LAP = "json_extract(event, '$.lapMs') = 90000";
/** Longer than the free space in a page, so that a full disk is noticed at once. */
const long = (text: string) => chat(text.padEnd(120, '!'));
const seconds = (count: number): void => {
  for (let second = 0; second < count; second++) feed.clock.advance(1000);
};

test('a full disk is logged once, then once a minute, without a stack', () => {
  const batch = { facts: [line.chat('long '.repeat(2000))], position: 9, absent: false };
  full(true);
  for (let tries = 0; tries < 250; tries++) {
    expect(() => feed.log(batch)).toThrow(StoreFull);
    feed.clock.advance(500);
  }
  const fault = { reason: expect.stringMatching(/^The disk with .+ is full: /) };
  expect(feed.faults).toEqual([fault, fault, fault]);
  full(false);
  feed.log(batch);
  full(true);
  expect(() => feed.log({ ...batch, position: 10 })).toThrow(StoreFull);
  expect(feed.faults).toHaveLength(4);
});

describe('while another program has locked the store', () => {
  // How long each try really waits is tested in test/store.
  beforeEach(() => void feed.store.get('PRAGMA busy_timeout=10'));

  test('thirty laps without a log are kept and emitted later in order, with their own times', () => {
    const start = feed.clock.now();
    const unlock = lockedBy(opened.directory);
    for (let number = 0; number < 30; number++) {
      hear(lap(90_000 + number));
      feed.clock.advance(100);
    }
    expect(told()).toEqual([]);
    expect(feed.state().session?.standings.size).toBe(1);
    unlock();
    seconds(1);
    const laps = told();
    expect(laps.map((event) => event.type === 'lapCompleted' && event.lapMs)).toEqual(
      Array.from({ length: 30 }, (_, number) => 90_000 + number),
    );
    expect(laps.map(({ at }) => at - start)).toEqual(Array.from({ length: 30 }, (_, number) => number * 100));
    expect(feed.journal.events().filter(({ type }) => type === 'lapCompleted')).toHaveLength(30);
    expect(feed.faults).toHaveLength(1);
    expect(feed.faults[0]).toEqual({ reason: expect.stringContaining('is locked by another program') });
  });

  test('the log is retried after the waiting packets, and nothing is emitted twice', () => {
    const unlock = lockedBy(opened.directory);
    hear(lap(90_000));
    const batch = { facts: [line.lap(90_000)], position: 9, absent: false };
    expect(() => feed.log(batch)).toThrow(StoreBusy);
    seconds(2);
    feed.giveUpWaiting();
    unlock();
    seconds(1);
    feed.log(batch);
    seconds(10);
    feed.giveUpWaiting();
    expect(told().map(({ type }) => type)).toEqual(['lapCompleted']);
  });

  test('a decision fails at once, and waiting packets come before the next decision', () => {
    const unlock = lockedBy(opened.directory);
    hear(lap(90_000));
    expect(() => feed.decide(() => [{ type: 'serverSilent', silentMs: 1 }])).toThrow(StoreBusy);
    unlock();
    seconds(1);
    feed.decide(() => [{ type: 'serverSilent', silentMs: 2 }]);
    expect(told()).toMatchObject([{ type: 'lapCompleted' }, { type: 'serverSilent', silentMs: 2 }]);
  });

  test('the store is tried twice a second, not with every datagram', () => {
    const unlock = lockedBy(opened.directory);
    hear(lap(90_000));
    const tried = vi.spyOn(feed.store, 'transaction');
    for (let number = 0; number < 100; number++) hear(chat('hello'));
    expect(tried).not.toHaveBeenCalled();
    seconds(1);
    expect(tried).toHaveBeenCalledTimes(2);
    unlock();
    seconds(1);
    expect(told()).toHaveLength(101);
  });
});

describe('while the disk is full', () => {
  test('datagrams and notices wait, and the log names the full disk', () => {
    full(true);
    for (let number = 0; number < 40; number++) hear(long(`line ${number} `));
    feed.notice({ type: 'serverSilent', silentMs: 15_000 });
    seconds(3);
    const before = told().length;
    expect(before).toBeLessThan(40);
    expect(feed.faults[0]).toEqual({ reason: expect.stringMatching(/^The disk with .+ is full: /) });
    full(false);
    seconds(1);
    expect(before + told().length).toBe(41);
    expect(feed.journal.events().at(-1)).toMatchObject({ type: 'serverSilent' });
    expect(feed.missed).toHaveLength(1);
  });
});

describe('a damaged row', () => {
  test('with an unreadable event is skipped with a warning, and the others count', () => {
    hear(lap(90_000));
    hear(lap(91_000));
    feed.store.run(`UPDATE events SET event = '{"type":"lap' WHERE ${FIRST_LAP}`);
    opened = opened.reopen();
    const [standing] = opened.feed.state().session?.standings.values() ?? [];
    expect(standing?.laps).toHaveLength(1);
    expect(opened.warnings).toEqual([expect.stringMatching(/pitwall\.db: event \d+ cannot be read and is left out/)]);
  });

  test('without a valid event is skipped as well', () => {
    hear(lap(90_000), chat('hello'), lap(91_000));
    feed.store.run(`UPDATE events SET event = 'null' WHERE ${FIRST_LAP}`);
    feed.store.run(
      `UPDATE events SET event = '{"type":"driverJoined","at":1,"run":1,"session":1}' WHERE type = 'chat'`,
    );
    opened = opened.reopen();
    const [standing] = opened.feed.state().session?.standings.values() ?? [];
    expect(standing?.laps).toHaveLength(1);
    expect(opened.warnings).toEqual([expect.stringContaining('it is no event')]);
    expect(opened.feed.faults).toHaveLength(1);
  });

  test('with an unreadable cursor is treated as missing', () => {
    feed.store.run("UPDATE cursors SET position = '{' WHERE source = 'log'");
    opened = opened.reopen();
    expect(opened.feed.journal.cursor('log')).toBeUndefined();
    expect(opened.feed.journal.cursor('log')).toBeUndefined();
    expect(opened.warnings).toEqual([expect.stringContaining('cursor log of main cannot be read')]);
  });
});
