import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repliesIn, repliesTables } from '../../../src/discord/interactions/replies.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { FakeClock } from '../../fakes/clock.ts';

let directory: string;
let store: Store;
const clock = new FakeClock();
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-replies-'));
  store = openStore(directory, [repliesTables]);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const reply = { id: '1', applicationId: '9', token: 'secret' };

test('a promised reply is an orphan until it is answered', () => {
  const replies = repliesIn(store, clock);
  replies.deferred(reply);
  replies.deferred({ ...reply, id: '2' });
  replies.answered('2');
  expect(repliesIn(store, clock).orphans()).toEqual([reply]);
});

test('an orphan whose token no longer edits anything is forgotten', () => {
  const replies = repliesIn(store, clock);
  replies.deferred(reply);
  clock.advance(15 * 60_000);
  expect(replies.orphans()).toEqual([]);
  expect(store.all('SELECT * FROM discord_replies')).toEqual([]);
});

test('closing can wait until every reply of this life is given; older ones do not count', async () => {
  repliesIn(store, clock).deferred({ ...reply, id: 'older' });
  const replies = repliesIn(store, clock);
  await replies.settled();
  replies.deferred(reply);
  replies.deferred({ ...reply, id: '2' });
  const seen: string[] = [];
  const settled = replies.settled().then(() => seen.push('settled'));
  replies.answered('2');
  await Promise.resolve();
  expect(seen).toEqual([]);
  replies.answered('1');
  await settled;
});
