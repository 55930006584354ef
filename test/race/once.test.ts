import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RaceEvent } from '../../src/events/events.ts';
import { journalTables } from '../../src/race/journal.ts';
import { BOARD_PATIENCE_MS, PATIENCE_MS } from '../../src/race/matching.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { feedOver, type TestFeed } from '../fakes/feed.ts';
import { type Happening, type Life, lives, type Truth } from './life.ts';

const directory = mkdtempSync(join(tmpdir(), 'pitwall-once-'));
let store: Store;
let lifeCount = 0;
beforeAll(() => {
  store = openStore(directory, [journalTables]);
  // This tests what is written, not when it reaches the disk. An fsync at each commit would take minutes.
  store.get('PRAGMA synchronous=OFF');
});
afterAll(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

/** When Pitwall is killed, and how long until it starts again. */
const kill = fc.record({
  afterMs: fc.integer({ min: 0, max: 60_000 }),
  awayMs: fc.integer({ min: 50, max: 30_000 }),
  /** From reading the log to listening on UDP. */
  openingMs: fc.integer({ min: 1, max: 30 }),
  /** How long it then gets no CPU time, however much waits in its socket. */
  starvedMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 8000 })),
});
type Kill = typeof kill extends fc.Arbitrary<infer K> ? K : never;

const POLL_MS = 100;

test('every fact is journaled once, in its session, whatever UDP loses and whenever Pitwall is killed', () => {
  fc.assert(
    fc.property(lives, fc.array(kill, { maxLength: 5 }), (life, kills) => {
      const feed = watch(life, kills);
      const told = feed.journal.events();
      expect(feed.faults).toEqual([]);
      expect(knownFrom(told)).toEqual(sorted(life.truth));
    }),
    { numRuns: 300 },
  );
});

/** Plays a life to Pitwalls that start and are killed; returns the feed of the last one. */
function watch(life: Life, kills: readonly Kill[]): TestFeed {
  const clock = new FakeClock();
  const birth = clock.now();
  lifeCount += 1;
  const server = `life-${lifeCount}`;
  const log = new Log(life);
  let feed = feedOver(store, clock, server);
  feed.beginRun();
  let from = 0;
  const lastOne = { afterMs: Infinity, awayMs: 0, openingMs: 0, starvedMs: 0 };
  for (const { afterMs, awayMs, openingMs, starvedMs } of [...kills, lastOne]) {
    const isFirst = from === 0;
    const listensFrom = isFirst ? 0 : from + openingMs;
    const runsFrom = isFirst ? 0 : listensFrom + starvedMs;
    const until = Math.min(from + afterMs, log.endMs + BOARD_PATIENCE_MS + from + 2 * POLL_MS);
    for (const now of instants(life, { from, listensFrom, runsFrom, until })) {
      clock.advance(birth + now - clock.now());
      if (!isFirst && now === listensFrom) {
        log.read(feed, { now, absent: true });
        feed.packets(life.answersAt(now));
      }
      if (now < runsFrom) continue;
      if (now === runsFrom) for (const packets of life.packetsFrom(listensFrom, now)) feed.packets(packets);
      else for (const packets of life.packetsAt(now)) feed.packets(packets);
      if (now % POLL_MS === 0) log.read(feed, { now, absent: false });
      feed.giveUpWaiting();
    }
    if (afterMs === Infinity) break;
    from += afterMs + awayMs;
    feed = feedOver(store, clock, server);
    log.reopen(feed);
    clock.advance(birth + from - clock.now());
    log.read(feed, { now: from, absent: true });
  }
  return feed;
}

/** The times at which something can happen, in order. */
function instants(
  { happenings }: Life,
  { from, listensFrom, runsFrom, until }: Record<'from' | 'listensFrom' | 'runsFrom' | 'until', number>,
) {
  const all = happenings.flatMap(({ at, lineAt }) => [at, Math.ceil(lineAt / POLL_MS) * POLL_MS]);
  const overdue = [PATIENCE_MS, BOARD_PATIENCE_MS].flatMap((patience) =>
    all.map((at) => Math.ceil((at + patience) / POLL_MS) * POLL_MS),
  );
  const wanted = new Set([from, listensFrom, runsFrom, ...all, ...overdue].filter((at) => at >= from && at < until));
  return [...wanted].sort((a, b) => a - b);
}

/** The server's log, read from the last position. */
class Log {
  readonly #lines: readonly Happening[];
  #read = 0;

  constructor({ happenings }: Life) {
    this.#lines = [...happenings].sort((a, b) => a.lineAt - b.lineAt);
  }

  get endMs(): number {
    return this.#lines.at(-1)?.lineAt ?? 0;
  }

  reopen({ journal }: TestFeed): void {
    this.#read = Number(journal.cursor('log') ?? 0);
  }

  read(feed: TestFeed, { now, absent }: { now: number; absent: boolean }): void {
    const lines = this.#lines.slice(this.#read).filter(({ lineAt }) => lineAt <= now);
    if (lines.length === 0 && !absent) return;
    this.#read += lines.length;
    feed.log({ facts: lines.flatMap(({ facts }) => facts), position: this.#read, absent });
  }
}

/** What was journaled, in the same form as the truth. */
function knownFrom(events: readonly RaceEvent[]): Truth {
  const known: Truth = { laps: [], contacts: [], chats: [], joins: [], sessions: [] };
  for (const event of events) {
    if (event.type === 'lapCompleted') {
      known.laps.push(`session ${event.session}, ${event.driver.guid}, lap ${event.lap}: ${event.lapMs}`);
    } else if (event.type === 'contact') {
      known.contacts.push(
        `session ${event.session}, ${event.driver.guid}, ${event.other?.guid ?? 'wall'}: ${event.speedKmh}`,
      );
    } else if (event.type === 'chat') known.chats.push(`${event.driver.guid}: ${event.text}`);
    else if (event.type === 'driverJoined') known.joins.push(`${event.driver.carId} ${event.driver.guid}`);
    else if (event.type === 'sessionStarted') known.sessions.push(`${event.session} ${event.facts.name}`);
  }
  return sorted(known);
}

const sorted = ({ laps, contacts, chats, joins, sessions }: Truth): Truth => ({
  laps: [...laps].sort(),
  contacts: [...contacts].sort(),
  chats: [...chats].sort(),
  joins: [...joins].sort(),
  sessions: [...sessions].sort(),
});
