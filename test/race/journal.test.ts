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

test('a source’s cursor stays where it was put, even after a kill', () => {
  opened.feed.journal.moveCursor('log', { path: '/a.log', offset: 12 });
  opened.feed.journal.moveCursor('log', { path: '/a.log', offset: 24 });
  opened = opened.reopen();
  expect(opened.feed.journal.cursor('log')).toEqual({ path: '/a.log', offset: 24 });
  expect(opened.feed.journal.cursor('other')).toBeUndefined();
});
