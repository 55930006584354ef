import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMatching } from '../../src/race/matching.ts';
import { feedInDirectory, type TestFeed } from '../fakes/feed.ts';
import { chat, contact, elena, line, practice } from './witnesses.ts';

/** How long each chat line takes to handle, ms. */
const SLOW_MS = 3;

let opened: ReturnType<typeof feedInDirectory>;
let feed: TestFeed;
beforeEach(() => {
  opened = feedInDirectory();
  feed = opened.feed;
  feed.packets([practice, elena]);
  feed.bus.durable(({ type }) => {
    if (type === 'chat') feed.clock.spend(SLOW_MS);
    return undefined;
  });
});
afterEach(() => opened.remove());

const words = (count: number) => Array.from({ length: count }, (_, number) => chat(`${number}`));
const said = () => feed.events.flatMap((event) => (event.type === 'chat' ? [Number(event.text)] : []));
const inOrder = (count: number) => Array.from({ length: count }, (_, number) => number);
const nextTurn = (): void => feed.clock.advance(1);

describe('what comes in great numbers', () => {
  test('is kept in pieces, as many at once as there is time for, and in its order', () => {
    feed.packets(words(10));
    // The second one ends after 4 ms.
    expect(said()).toEqual(inOrder(2));
    nextTurn();
    expect(said()).toEqual(inOrder(4));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(said()).toEqual(inOrder(10));
    expect(feed.faults).toEqual([]);
  });

  test('is measured by what this program has had of a processor', () => {
    Object.assign(feed.clock, { worked: () => 0 });
    feed.packets(words(10));
    expect(said()).toEqual(inOrder(10));
  });

  test('is kept in larger pieces where the disk is slow', () => {
    const { store, clock } = feed;
    const transaction = store.transaction.bind(store);
    const slow: typeof transaction = (work) => {
      const done = transaction(work);
      clock.spend(100);
      return done;
    };
    Object.assign(store, { transaction: slow });
    feed.packets(words(20));
    expect(said()).toEqual(inOrder(2));
    nextTurn();
    // The fourth one ends after 10 ms.
    expect(said()).toEqual(inOrder(6));
  });

  test('is kept one by one where each takes long', () => {
    feed.bus.durable(({ type }) => {
      if (type === 'contact') feed.clock.spend(4);
      return undefined;
    });
    const contacts = () => feed.events.filter(({ type }) => type === 'contact').length;
    feed.packets(Array.from({ length: 3 }, () => contact));
    const kept = [contacts()];
    for (let turn = 0; turn < 3; turn += 1) {
      nextTurn();
      kept.push(contacts());
    }
    expect(kept).toEqual([1, 2, 3, 3]);
  });

  test('is kept all at once where it takes no time', () => {
    const many = Array.from({ length: 100 }, () => contact);
    feed.packets(many);
    expect(feed.events.filter(({ type }) => type === 'contact')).toHaveLength(100);
  });

  test('comes before what those are told lead to who hear the first of it', () => {
    feed.bus.live((event) => {
      if (event.type === 'chat' && event.text === '0') feed.notice({ type: 'serverSilent', silentMs: 1 });
    });
    feed.packets(words(6));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(feed.events.slice(-7).map(({ type }) => type)).toEqual([...words(6).map(() => 'chat'), 'serverSilent']);
  });

  test('comes before what somebody decides who is told of the first of it', () => {
    const before: number[] = [];
    feed.bus.live((event) => {
      if (event.type === 'chat' && event.text === '0')
        feed.decide(() => {
          before.push(feed.journal.events('chat').length);
          return [];
        });
    });
    feed.packets(words(6));
    expect(before).toEqual([6]);
  });

  test('is not begun in a turn in which enough was done', () => {
    let isSpent = true;
    Object.assign(feed.clock, { isTurnSpent: () => isSpent });
    feed.packets(words(2));
    expect(said()).toEqual([]);
    expect(feed.free()).toBeDefined();
    isSpent = false;
    nextTurn();
    expect(said()).toEqual([0, 1]);
    expect(feed.free()).toBeUndefined();
  });

  test('comes before what is heard meanwhile', () => {
    feed.packets(words(20));
    feed.packets([chat('20')]);
    expect(said()).toEqual(inOrder(2));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(said()).toEqual(inOrder(21));
  });

  test('comes before what somebody decides, all of it', () => {
    feed.packets(words(40));
    feed.decide(() => []);
    expect(said()).toEqual(inOrder(40));
  });

  test('is on the disk with the first piece: what a kill leaves comes before whatever is heard next', () => {
    feed.packets(words(6));
    const kept = said().length;
    expect(kept).toBeLessThan(6);
    opened = opened.reopen();
    feed = opened.feed;
    expect(said()).toEqual([]);
    feed.packets([chat('6')]);
    expect(said()).toEqual(inOrder(7).slice(kept));
    // And only once.
    opened = opened.reopen();
    feed = opened.feed;
    feed.packets([chat('7')]);
    expect(said()).toEqual([7]);
  });

  test('is told once where a kill left it, also when something is decided before the log is followed again', () => {
    feed.packets(words(6));
    const kept = said();
    opened = opened.reopen();
    feed = opened.feed;
    feed.heard.log = false;
    feed.decide(() => []);
    feed.heard.log = true;
    const lines = inOrder(6).map((number) => line.chat(`${number}`));
    feed.log({ facts: lines, position: 1, absent: true });
    expect([...kept, ...said()]).toEqual(inOrder(6));
  });

  test('that a kill left stays without a log where none was followed', () => {
    feed.heard.log = false;
    feed.packets(words(6));
    opened = opened.reopen();
    feed = opened.feed;
    feed.decide(() => []);
    const { heard } = readMatching(feed.journal.cursor('matching'));
    expect(heard.filter(({ key }) => key.startsWith('chat'))).toEqual([]);
    expect(said()).toContain(5);
  });

  test('is on the disk without the passwords that somebody typed', () => {
    feed.packets([...words(4), chat('it is hunter2'), chat('4')]);
    const files = ['pitwall.db', 'pitwall.db-wal'].map((name) => readFileSync(join(opened.directory, name), 'utf8'));
    // The contents of the files would only clutter a failure report.
    expect(['it is [redacted]', 'hunter2'].map((word) => files.some((text) => text.includes(word)))).toEqual([
      true,
      false,
    ]);
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(feed.events.flatMap((event) => (event.type === 'chat' ? [event.text] : []))).toEqual([
      ...['0', '1', '2', '3'],
      'it is [redacted]',
      '4',
    ]);
  });

  test('is waited for by the log', async () => {
    feed.packets(words(20));
    let isFree = false;
    const free = feed.free()?.then(() => {
      isFree = true;
    });
    await Promise.resolve();
    expect(isFree).toBe(false);
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    await free;
    await feed.free();
    expect(said()).toEqual(inOrder(20));
  });
});

describe('what waits for UDP where that has fallen silent', () => {
  const lines = Array.from({ length: 40 }, (_, number) => line.chat(`${number}`));
  const batch = { facts: [], position: 2, absent: false };

  test('is told in pieces before the log is read on', async () => {
    feed.log({ facts: lines, position: 1, absent: false });
    expect(said()).toEqual([]);
    feed.heard.udp = false;
    const told = feed.tellWaiting(false);
    const kept = [said().length];
    for (let turn = 0; turn < 20; turn += 1) {
      nextTurn();
      await Promise.resolve();
      kept.push(said().length);
    }
    await told;
    // 16 took 48 ms; two fit into 8 ms.
    expect(kept.slice(0, 4)).toEqual([16, 18, 20, 22]);
    feed.log(batch);
    expect(said()).toEqual(inOrder(40));
  });

  test('is told with the next batch where it is little, and not at all while UDP speaks', () => {
    feed.log({ facts: lines.slice(0, 10), position: 1, absent: false });
    expect([feed.tellWaiting(true), feed.tellWaiting(false)]).toEqual([undefined, undefined]);
    feed.log(batch);
    expect(said()).toEqual([]);
    feed.heard.udp = false;
    feed.log(batch);
    expect(said()).toEqual(inOrder(10));
  });
});

describe('what is left to do of something that has happened', () => {
  const silent = { type: 'serverSilent', silentMs: 1 } as const;
  /** Three more pieces after the first chat line, each started by the one before. */
  const inPieces = (): void => {
    let left = 3;
    const goOn = (): void => {
      if (left === 0) return;
      left -= 1;
      feed.goOn(() => [silent]);
    };
    feed.bus.live((event) => {
      if (event.type === 'serverSilent' || (event.type === 'chat' && event.text === '0')) goOn();
    });
  };
  const told = () => feed.events.map((event) => (event.type === 'chat' ? event.text : event.type));

  test('comes before what was heard with it and is left', () => {
    inPieces();
    feed.packets(words(4));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(told().slice(-7)).toEqual(['0', '1', 'serverSilent', 'serverSilent', 'serverSilent', '2', '3']);
  });

  test('comes before what somebody decides', () => {
    inPieces();
    feed.packets(words(1));
    let before = 0;
    feed.decide(() => {
      before = feed.journal.events('serverSilent').length;
      return [];
    });
    expect(before).toBe(3);
  });

  test('comes by itself where nothing is heard', () => {
    feed.goOn(() => [silent]);
    expect(feed.free()).toBeDefined();
    nextTurn();
    expect(told().at(-1)).toBe('serverSilent');
    expect(feed.free()).toBeUndefined();
  });

  test('comes behind a flag before the session that was told of with it', () => {
    feed.bus.live((event) => {
      if (event.type === 'sessionEnded') feed.goOn(() => [silent]);
    });
    feed.packets([
      { type: 'endSession', filename: '' },
      { ...practice, type: 'newSession', sessionIndex: 1, currentSessionIndex: 1 },
    ]);
    nextTurn();
    const types = feed.events.map(({ type }) => type);
    expect(types.slice(types.indexOf('sessionEnded'))).toEqual(['sessionEnded', 'serverSilent', 'sessionStarted']);
    expect(feed.events.find(({ type }) => type === 'serverSilent')).toMatchObject({ session: 1 });
  });

  test('is left out where it cannot be done, and takes nothing along', () => {
    feed.goOn(() => {
      throw new Error('no');
    });
    feed.packets(words(1));
    nextTurn();
    expect(said()).toEqual([0]);
    expect(feed.faults).toHaveLength(1);
  });
});
