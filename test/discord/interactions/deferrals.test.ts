import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Deferrals, deferralTables } from '../../../src/discord/interactions/deferrals.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { FakeClock } from '../../fakes/clock.ts';

let directory: string;
let store: Store;
const clock = new FakeClock();
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-deferrals-'));
  store = openStore(directory, [deferralTables]);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const reply = { id: '1', applicationId: '9', token: 'secret' };

test('a promised reply is an orphan until it is answered', () => {
  const deferrals = new Deferrals(store, clock);
  deferrals.opened(reply);
  deferrals.opened({ ...reply, id: '2' });
  deferrals.answered('2');
  expect(new Deferrals(store, clock).orphans()).toEqual([reply]);
});

test('an orphan whose token no longer edits anything is forgotten', () => {
  const deferrals = new Deferrals(store, clock);
  deferrals.opened(reply);
  clock.advance(15 * 60_000);
  expect(deferrals.orphans()).toEqual([]);
  expect(store.all('SELECT * FROM discord_replies')).toEqual([]);
});

test('closing can wait until every reply of this life is given; older ones do not count', async () => {
  new Deferrals(store, clock).opened({ ...reply, id: 'older' });
  const deferrals = new Deferrals(store, clock);
  await deferrals.settled();
  deferrals.opened(reply);
  deferrals.opened({ ...reply, id: '2' });
  const seen: string[] = [];
  const settled = deferrals.settled().then(() => seen.push('settled'));
  deferrals.answered('2');
  await Promise.resolve();
  expect(seen).toEqual([]);
  deferrals.answered('1');
  await settled;
});
