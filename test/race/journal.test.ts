import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RaceEvent } from '../../src/events/events.ts';
import { openJournal } from '../../src/race/journal.ts';
import { feedInDirectory } from '../fakes/feed.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
});
afterEach(() => opened.remove());

const heard = (run: number, at = 0): RaceEvent => ({ type: 'serverHeard', at, server: 'main', run, session: 0 });

test('the events of the current run are read back unchanged, oldest first', () => {
  const { journal } = opened.feed;
  journal.beginRun();
  journal.append(heard(1, 5));
  journal.append({ ...heard(1, 3), type: 'serverSilent', silentMs: 15_000, late: true });
  expect(journal.events()).toEqual([
    heard(1, 5),
    { type: 'serverSilent', silentMs: 15_000, late: true, at: 3, server: 'main', run: 1, session: 0 },
  ]);
});

test('a new run hides earlier ones, and each server counts its own runs', () => {
  const { journal, store } = opened.feed;
  const other = openJournal(store, 'gt4');
  expect([journal.run(), journal.beginRun(), other.beginRun(), journal.beginRun()]).toEqual([0, 1, 1, 2]);
  journal.append(heard(1));
  other.append({ ...heard(1), server: 'gt4' });
  expect([journal.events().length, other.events().length]).toEqual([0, 1]);
});

test('the laps of a session are found by driver in any run, without reading the others', () => {
  const { journal } = opened.feed;
  const [ada, bo] = ['Ada', 'Bo'].map((name, carId) => ({ carId, guid: `7656119790000000${carId}`, name }));
  if (!ada || !bo) throw new Error('two drivers');
  const lap = (driver: typeof ada, count: number, at: number, session = 1, run = 1): RaceEvent => ({
    ...{ type: 'lapCompleted', driver, lap: count, lapMs: 90_000 + at, cuts: 0, board: [] },
    ...{ at, server: 'main', run, session },
  });
  journal.beginRun();
  const other = { ...ada, carId: 7 };
  for (const event of [lap(ada, 1, 10), lap(bo, 1, 11), lap(other, 1, 12), lap(ada, 2, 20), lap(bo, 1, 30, 2)])
    journal.append(event);
  journal.beginRun();
  journal.append(lap(ada, 1, 40, 1, 2));
  const place = { run: 1, session: 1 };
  expect(journal.lastLaps(place)).toEqual([lap(bo, 1, 11), lap(other, 1, 12), lap(ada, 2, 20)]);
  expect(journal.lapsOf(place, ada).map(({ lapMs, at }) => [lapMs, at])).toEqual([
    [90_010, 10],
    [90_020, 20],
  ]);
  expect(journal.lapsOf(place, other)).toHaveLength(1);
  expect([journal.lastLaps({ run: 1, session: 3 }), journal.lapsOf({ run: 2, session: 1 }, bo)]).toEqual([[], []]);
});

test('a source’s cursor stays where it was put, even after a kill', () => {
  opened.feed.journal.moveCursor('log', { path: '/a.log', offset: 12 });
  opened.feed.journal.moveCursor('log', { path: '/a.log', offset: 24 });
  opened = opened.reopen();
  expect(opened.feed.journal.cursor('log')).toEqual({ path: '/a.log', offset: 24 });
  expect(opened.feed.journal.cursor('other')).toBeUndefined();
});
