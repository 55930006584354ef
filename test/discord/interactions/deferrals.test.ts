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

const log = { warn() {} };
const reply = { id: '1', applicationId: '9', token: 'secret' };

test('a promised reply is an orphan until it is answered', () => {
  const deferrals = new Deferrals(store, clock, log);
  deferrals.opened(reply, 'act');
  deferrals.opened({ ...reply, id: '2' }, 'act');
  deferrals.answered('2');
  expect(new Deferrals(store, clock, log).orphans()).toEqual([{ ...reply, act: 'act' }]);
});

test('an orphan whose token no longer edits anything is forgotten', () => {
  const deferrals = new Deferrals(store, clock, log);
  deferrals.opened(reply, 'act');
  clock.advance(15 * 60_000);
  expect(deferrals.orphans()).toEqual([]);
  expect(store.all('SELECT * FROM discord_replies')).toEqual([]);
});

test('closing can wait until every reply of this life is given; older ones do not count', async () => {
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

test('what cannot be kept is answered all the same, and forgotten once it can be written again', () => {
  const deferrals = new Deferrals(store, clock, log);
  deferrals.opened(reply, 'act');
  store.run("CREATE TRIGGER full BEFORE DELETE ON discord_replies BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  deferrals.answered(reply.id);
  store.run("CREATE TRIGGER full2 BEFORE INSERT ON discord_replies BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  deferrals.opened({ ...reply, id: '2' }, 'act');
  store.run('DROP TRIGGER full');
  deferrals.answered('2');
  expect(deferrals.orphans()).toEqual([]);
});
