import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type AuditRow, auditInto, auditOf, auditTables, type KeptStep } from '../../src/command/audit.ts';
import { UnfinishedActs } from '../../src/command/unfinished.ts';
import { FakeClock } from '../fakes/clock.ts';
import { openStore } from '../fakes/openStore.ts';

const row = (changes: Partial<AuditRow>): AuditRow => ({
  act: 'the-act',
  at: 5,
  server: 'gt3',
  caller: { via: 'slash', id: '1', name: 'Ada', role: 'admin' },
  command: 'kick',
  is: 'act',
  args: { driver: { guid: '1', carId: 3, name: 'Billy' } },
  outcome: 'attempting',
  steps: [],
  ...changes,
});

const kick: KeptStep = { via: 'udp', what: 'the kick of Billy', proof: { by: 'leaving', guid: '1' }, at: 5 };
const words: KeptStep = { via: 'udp', what: 'telling Billy why', next: 'the kick of Billy', at: 4 };

/** The next start, with what an earlier one left. Each step shows from look number `shownAtLook` on. */
async function restarted(left: AuditRow | undefined, { shownAtLook = Infinity } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-acts-'));
  const store = openStore(directory, [auditTables]);
  onTestFinished(() => {
    store.close();
    rmSync(directory, { recursive: true, force: true });
  });
  if (left) auditInto(store)(left);
  const clock = new FakeClock();
  const told: string[] = [];
  let looks = 0;
  const acts = new UnfinishedActs({
    store,
    audit: (each) => {
      told.push(each.outcome);
      auditInto(store)(each);
    },
    clock,
    log: { error: (fields) => expect.unreachable(JSON.stringify(fields)) },
    isShown: async () => ++looks >= shownAtLook,
  });
  let fate: string | undefined;
  let isThere = false;
  void acts.fateOf('the-act').then((found) => {
    fate = found;
    isThere = true;
  });
  for (let turn = 0; !isThere && turn < 200; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(250);
  }
  expect(isThere).toBe(true);
  return { fate, told, outcome: auditOf(store, 'the-act')?.outcome };
}

test('an act that was only asked for was not carried out', async () => {
  const { fate, outcome, told } = await restarted(row({ outcome: 'asked' }));
  expect([outcome, told]).toEqual(['not done', ['not done']]);
  expect(fate).toBe('Pitwall restarted before it could start: nothing was done.');
});

test('a visible step was carried out, even if visible late, and so were earlier ones', async () => {
  const { fate, outcome } = await restarted(row({ steps: [words, kick] }), { shownAtLook: 4 });
  expect([outcome, fate]).toEqual([
    'done',
    'Pitwall restarted in the meantime. Done: telling Billy why, the kick of Billy.',
  ]);
});

test('a step without a visible effect is reported as sent, but not confirmed', async () => {
  const { fate, outcome } = await restarted(row({ steps: [kick] }));
  expect([outcome, fate]).toEqual([
    'unknown',
    'Pitwall restarted in the meantime. Sent, but not confirmed: the kick of Billy.',
  ]);
});

test('a step that should have followed is reported as not done', async () => {
  const entry: KeptStep = {
    via: 'table',
    what: 'P-7 (kick) in the ledger',
    next: 'the kick of Billy',
    at: 4,
    isDone: true,
  };
  const { fate, outcome } = await restarted(row({ steps: [entry] }));
  expect([outcome, fate]).toEqual([
    'unknown',
    'Pitwall restarted in the meantime. Done: P-7 (kick) in the ledger. Not done: the kick of Billy.',
  ]);
});

test('a finished act is reported as it ended, and left unchanged', async () => {
  const done = await restarted(row({ outcome: 'done', steps: [kick] }));
  expect([done.told, done.fate]).toEqual([[], 'Pitwall restarted before it could answer, but this was done.']);
  const refused = await restarted(row({ outcome: 'refused', reason: 'Billy is not here.' }));
  expect([refused.told, refused.fate]).toEqual([[], 'Billy is not here.']);
});

test('nothing is known of an act never asked for', async () => {
  expect((await restarted(undefined)).fate).toBeUndefined();
});
