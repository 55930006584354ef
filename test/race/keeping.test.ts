import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import type { Store } from '../../src/store/store.ts';
import { feedInDirectory, feedOver, type TestFeed } from '../fakes/feed.ts';
import { chat, contact, contactLine, elena, GUID, lap, line, practice } from './witnesses.ts';

let opened: ReturnType<typeof feedInDirectory>;
let feed: TestFeed;
let position = 0;
beforeEach(() => {
  opened = feedInDirectory();
  feed = opened.feed;
  position = 0;
});
afterEach(() => opened.remove());

const hear = (...packets: FromServer[]): void => feed.packets(packets);
function read(...facts: StdoutFact[]): void {
  position += 1;
  feed.log({ facts, position, absent: false });
}
const told = () => feed.events.splice(0);
const types = () => told().map(({ type }) => type);
function begun(): void {
  hear(practice, elena);
  read(line.practice, line.elena);
  told();
}

describe('while the store cannot be written', () => {
  test('a datagram is dropped without an error, and the log reports it late', () => {
    begun();
    const broken = breakable(feed);
    broken.isBroken = true;
    expect(() => broken.feed.packets([lap(90_000)])).not.toThrow();
    expect(broken.feed.events).toEqual([]);
    expect(broken.feed.state().session?.standings.get(`3/${GUID}`)?.laps).toEqual([]);
    expect(broken.feed.missed).toHaveLength(1);
    broken.isBroken = false;
    broken.feed.packets([chat('still here')]);
    broken.feed.log({ facts: [line.lap(90_000), line.chat('still here')], position: 9, absent: false });
    broken.feed.clock.advance(180_000);
    broken.feed.giveUpWaiting();
    expect(broken.feed.events.map(({ type, late }) => [type, late])).toEqual([
      ['chat', undefined],
      ['lapCompleted', true],
    ]);
  });

  test('a log batch throws and keeps its position, so that it can be retried', () => {
    begun();
    const before = feed.journal.cursor('log');
    const broken = breakable(feed);
    broken.isBroken = true;
    const batch = { facts: [line.lap(90_000)], position: 9, absent: true };
    expect(() => broken.feed.log(batch)).toThrow('the disk is full');
    expect(broken.feed.journal.cursor('log')).toEqual(before);
    broken.isBroken = false;
    broken.feed.log(batch);
    expect(broken.feed.events.map(({ type }) => type)).toEqual(['lapCompleted']);
    expect(broken.feed.journal.cursor('log')).toBe(9);
  });

  test('a durable listener that throws drops only the event it throws at', () => {
    begun();
    feed.bus.durable((event) => {
      if (event.type === 'contact') throw new Error('cannot draw this');
    });
    hear(lap(90_000), contact, chat('hello'));
    expect(types()).toEqual(['lapCompleted', 'chat']);
    expect(feed.journal.events().some(({ type }) => type === 'contact')).toBe(false);
    expect(() => read(contactLine)).not.toThrow();
    feed.clock.advance(10_000);
    feed.giveUpWaiting();
    expect(types()).toEqual([]);
    hear(lap(91_000));
    expect(types()).toEqual(['lapCompleted']);
  });

  test('the writes of a durable listener that throws are rolled back', () => {
    begun();
    feed.store.run('CREATE TABLE notes (text TEXT)');
    feed.bus.durable(() => {
      feed.store.run("INSERT INTO notes VALUES ('seen')");
      throw new Error('no');
    });
    hear(lap(90_000));
    expect(feed.store.all('SELECT * FROM notes')).toEqual([]);
  });

  test('a new run does not begin', () => {
    begun();
    const broken = breakable(feed);
    broken.isBroken = true;
    expect(() => broken.feed.beginRun()).toThrow('the disk is full');
    expect(broken.feed.state().run).toBe(1);
  });
});

describe('the feed', () => {
  test('lets a live listener feed events, and emits them after those that caused them', () => {
    begun();
    feed.bus.live(({ type }) => {
      if (type === 'lapCompleted') feed.notice({ type: 'serverSilent', silentMs: 1 });
    });
    hear(lap(90_000), chat('hello'));
    expect(types()).toEqual(['lapCompleted', 'chat', 'serverSilent']);
  });

  test('emits an event from a durable listener before the next datagram, and journals it with its cause', () => {
    begun();
    feed.bus.durable(({ type }) => (type === 'lapCompleted' ? [{ type: 'serverSilent', silentMs: 1 }] : []));
    hear(lap(90_000), chat('hello'));
    expect(types()).toEqual(['lapCompleted', 'serverSilent', 'chat']);
    expect(feed.journal.events().at(-2)).toMatchObject({ type: 'serverSilent', run: 1, session: 1 });
  });

  test('does not let a durable listener feed events itself', () => {
    begun();
    feed.bus.durable(({ type }) => {
      if (type === 'chat') feed.beginRun();
    });
    hear(chat('hello'));
    expect(types()).toEqual([]);
    expect(String((feed.faults[0] as { err: Error }).err)).toMatch(/must not feed/);
  });

  test('forgets waiting log lines when a new run begins', () => {
    begun();
    read(line.lap(90_000));
    expect(feed.beginRun()).toBe(2);
    feed.clock.advance(10_000);
    feed.giveUpWaiting();
    expect(types()).toEqual([]);
    expect(feed.state()).toMatchObject({ run: 2, drivers: new Map() });
  });
});

/** The same feed over a store whose commits can be made to fail. */
function breakable({ store, clock }: TestFeed) {
  const handle = {
    isBroken: false,
    feed: feedOver(
      {
        ...store,
        transaction: <T>(work: () => T): T =>
          store.transaction(() => {
            const result = work();
            if (handle.isBroken) throw new Error('the disk is full');
            return result;
          }),
      } satisfies Store,
      clock,
    ),
  };
  return handle;
}
