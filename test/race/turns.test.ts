import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMatching } from '../../src/race/matching.ts';
import { feedInDirectory, type TestFeed } from '../fakes/feed.ts';
import { chat, contact, elena, lap, line, practice, race } from './witnesses.ts';

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

describe('a flood of packets', () => {
  test('is stored in order, as many at once as there is time for', () => {
    feed.packets(words(10));
    // The second one ends after 4 ms.
    expect(said()).toEqual(inOrder(2));
    nextTurn();
    expect(said()).toEqual(inOrder(4));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(said()).toEqual(inOrder(10));
    expect(feed.faults).toEqual([]);
  });

  test('is divided by this program’s CPU time, not by elapsed time', () => {
    Object.assign(feed.clock, { worked: () => 0 });
    feed.packets(words(10));
    expect(said()).toEqual(inOrder(10));
  });

  test('is stored in larger pieces if the disk is slow', () => {
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

  test('is stored in smaller pieces if it takes long to tell', () => {
    feed.bus.live(({ type }) => {
      if (type === 'contact') feed.clock.spend(0.8);
    });
    const contacts = () => feed.events.filter(({ type }) => type === 'contact').length;
    feed.packets(Array.from({ length: 40 }, () => contact));
    const kept = [contacts()];
    for (let turn = 0; turn < 40; turn += 1) {
      feed.packets(Array.from({ length: 20 }, () => contact));
      nextTurn();
      kept.push(contacts());
    }
    // The first piece is not known to take long. At 0.8 ms each, five take 4 ms.
    expect(kept[0]).toBe(40);
    expect(kept.slice(-3).map((many, index) => many - (kept.at(index - 4) ?? 0))).toEqual([5, 5, 5]);
  });

  test('is stored one by one if each takes long', () => {
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

  test('is stored all at once if it takes no time', () => {
    const many = Array.from({ length: 100 }, () => contact);
    feed.packets(many);
    expect(feed.events.filter(({ type }) => type === 'contact')).toHaveLength(100);
  });

  test('is emitted before the events that its listeners feed', () => {
    feed.bus.live((event) => {
      if (event.type === 'chat' && event.text === '0') feed.notice({ type: 'serverSilent', silentMs: 1 });
    });
    feed.packets(words(6));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(feed.events.slice(-7).map(({ type }) => type)).toEqual([...words(6).map(() => 'chat'), 'serverSilent']);
  });

  test('is stored completely before a decision that a listener makes', () => {
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

  test('is put off in a turn whose time is already spent', () => {
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

  test('is stored before packets heard meanwhile', () => {
    feed.packets(words(20));
    feed.packets([chat('20')]);
    expect(said()).toEqual(inOrder(2));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(said()).toEqual(inOrder(21));
  });

  test('is stored completely before a decision', () => {
    feed.packets(words(40));
    feed.decide(() => []);
    expect(said()).toEqual(inOrder(40));
  });

  test('is on disk from the first piece on: after a kill, the rest comes before new packets', () => {
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

  test('is emitted once after a kill, even if a decision is made before the log is followed again', () => {
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

  test('leaves nothing unconfirmed after a kill if no log was followed', () => {
    feed.heard.log = false;
    feed.packets(words(6));
    opened = opened.reopen();
    feed = opened.feed;
    feed.decide(() => []);
    const { heard } = readMatching(feed.journal.cursor('matching'));
    expect(heard.filter(({ key }) => key.startsWith('chat'))).toEqual([]);
    expect(said()).toContain(5);
  });

  test('is on disk without any passwords typed in chat', () => {
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

  test('keeps the log waiting until it is stored', async () => {
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

describe('a datagram that ends a session and starts one', () => {
  const sessions = () =>
    feed.events.flatMap((event): object[] => {
      if (event.type === 'sessionEnded') return [{ ended: event.session, restarted: event.restarted }];
      return event.type === 'sessionStarted' ? [{ started: event.session, again: event.again }] : [];
    });
  const endedByRestart = { ended: 2, restarted: true };

  beforeEach(() => {
    feed.packets([race, elena, { type: 'clientLoaded', carId: 3 }, lap(90_000)]);
    feed.events.length = 0;
    feed.bus.durable(({ type }) => {
      if (type === 'sessionEnded') feed.clock.spend(5);
      return undefined;
    });
    feed.packets([race, chat('green again')]);
  });

  test('does the one in one turn and the other in the next', () => {
    expect(sessions()).toEqual([endedByRestart]);
    nextTurn();
    expect(sessions()).toEqual([endedByRestart, { started: 3, again: true }]);
    expect(said()).toHaveLength(1);
    expect(feed.events.find(({ type }) => type === 'chat')).toMatchObject({ session: 3, text: 'green again' });
  });

  test('also after a kill in between', () => {
    opened = opened.reopen();
    feed = opened.feed;
    feed.packets([chat('ready')]);
    expect(sessions()).toEqual([{ started: 3, again: true }]);
    expect(feed.events.flatMap((event) => (event.type === 'chat' ? [event.text] : []))).toEqual([
      'green again',
      'ready',
    ]);
  });

  test('does the work that follows from the end first', () => {
    opened = opened.reopen();
    feed = opened.feed;
    let isOwed = true;
    feed.bus.live(({ type }) => {
      if (type !== 'sessionEnded' || !isOwed) return;
      isOwed = false;
      feed.goOn(() => [{ type: 'serverSilent', silentMs: 1 }]);
    });
    feed.packets([lap(91_000), race]);
    for (let turn = 0; turn < 5; turn += 1) nextTurn();
    const order = feed.events.map(({ type }) => type).filter((type) => type.startsWith('se'));
    expect(order).toEqual(['sessionStarted', 'sessionEnded', 'serverSilent', 'sessionStarted']);
  });
});

describe('log lines waiting for UDP when it falls silent', () => {
  const lines = Array.from({ length: 40 }, (_, number) => line.chat(`${number}`));
  const batch = { facts: [], position: 2, absent: false };

  test('are emitted in pieces before more of the log is read', async () => {
    feed.log({ facts: lines, position: 1, absent: false });
    expect(said()).toEqual([]);
    feed.heard.udp = false;
    const told = feed.tellWaiting(false);
    const kept = [said().length];
    for (let turn = 0; turn < 40; turn += 1) {
      nextTurn();
      await Promise.resolve();
      kept.push(said().length);
    }
    await told;
    // 16 took 48 ms; one fits into 4 ms.
    expect(kept.slice(0, 4)).toEqual([16, 17, 18, 19]);
    feed.log(batch);
    expect(said()).toEqual(inOrder(40));
  });

  test('are emitted with the next batch if few, and not at all while UDP is heard', () => {
    feed.log({ facts: lines.slice(0, 10), position: 1, absent: false });
    expect([feed.tellWaiting(true), feed.tellWaiting(false)]).toEqual([undefined, undefined]);
    feed.log(batch);
    expect(said()).toEqual([]);
    feed.heard.udp = false;
    feed.log(batch);
    expect(said()).toEqual(inOrder(10));
  });
});

describe('the remaining work of an event', () => {
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

  test('runs before the rest of the packets heard with it', () => {
    inPieces();
    feed.packets(words(4));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(told().slice(-7)).toEqual(['0', '1', 'serverSilent', 'serverSilent', 'serverSilent', '2', '3']);
  });

  test('runs before a decision', () => {
    inPieces();
    feed.packets(words(1));
    let before = 0;
    feed.decide(() => {
      before = feed.journal.events('serverSilent').length;
      return [];
    });
    expect(before).toBe(3);
  });

  test('runs by itself if nothing is heard', () => {
    feed.goOn(() => [silent]);
    expect(feed.free()).toBeDefined();
    nextTurn();
    expect(told().at(-1)).toBe('serverSilent');
    expect(feed.free()).toBeUndefined();
  });

  test('after the end of a session runs before the next session starts', () => {
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

  test('is dropped if it throws, without affecting anything else', () => {
    feed.goOn(() => {
      throw new Error('no');
    });
    feed.packets(words(1));
    nextTurn();
    expect(said()).toEqual([0]);
    expect(feed.faults).toHaveLength(1);
  });
});
