import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Deferrals } from '../../../src/discord/interactions/deferrals.ts';
import { deferralTables } from '../../../src/discord/interactions/deferralTables.ts';
import type { Store } from '../../../src/store/store.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';
import { lockedBy } from '../../fakes/store.ts';

let directory: string;
let store: Store;
const clock = new FakeClock();
const warned: unknown[] = [];
const log = { warn: (_: object, message: string) => warned.push(message), error() {}, info() {} };
beforeEach(() => {
  warned.length = 0;
  directory = mkdtempSync(join(tmpdir(), 'pitwall-deferrals-'));
  store = openStore(directory, [deferralTables]);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const reply = { id: '1', applicationId: '9', token: 'secret' };

test('a deferred reply is an orphan until it is answered', () => {
  const deferrals = new Deferrals(store, clock, log);
  deferrals.opened(reply, 'act');
  deferrals.opened({ ...reply, id: '2' }, 'act');
  deferrals.answered('2');
  expect(new Deferrals(store, clock, log).orphans()).toEqual([{ ...reply, act: 'act' }]);
});

test('an orphan is deleted after 15 minutes, when its token has expired', () => {
  const deferrals = new Deferrals(store, clock, log);
  deferrals.opened(reply, 'act');
  clock.advance(15 * 60_000);
  expect(deferrals.orphans()).toEqual([]);
  expect(store.all('SELECT * FROM discord_replies')).toEqual([]);
});

test('closing can wait for every reply of this run, but not for older ones', async () => {
  new Deferrals(store, clock, log).opened({ ...reply, id: 'older' }, 'act');
  const deferrals = new Deferrals(store, clock, log);
  await deferrals.settled();
  deferrals.opened(reply, 'act');
  deferrals.opened({ ...reply, id: '2' }, 'act');
  const seen: string[] = [];
  const settled = deferrals.settled().then(() => seen.push('settled'));
  deferrals.answered('2');
  await Promise.resolve();
  expect(seen).toEqual([]);
  deferrals.answered('1');
  await settled;
});

test('a reply answered while the database was locked is no orphan after the next write', () => {
  const deferrals = new Deferrals(store, clock, log);
  deferrals.opened(reply, 'act');
  const unlock = lockedBy(directory);
  deferrals.answered(reply.id);
  unlock();
  expect(deferrals.orphans()).toHaveLength(1);
  deferrals.opened({ ...reply, id: '2' }, 'act');
  deferrals.answered('2');
  expect(deferrals.orphans()).toEqual([]);
});

test('a full disk or a locked database blocks no reply, and logs that it could not be noted', async () => {
  const deferrals = new Deferrals(store, clock, log);
  deferrals.opened(reply, 'act');
  store.get('PRAGMA max_page_count=1');
  const long = { ...reply, id: 'full', token: 'secret'.repeat(5000) };
  expect(() => deferrals.opened(long, 'act')).not.toThrow();
  expect(warned).toEqual([expect.stringContaining('could not be noted')]);
  const unlock = lockedBy(directory);
  expect(() => deferrals.answered('1')).not.toThrow();
  expect(() => deferrals.answered('full')).not.toThrow();
  await deferrals.settled();
  unlock();
});
