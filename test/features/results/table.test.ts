/** The sessions that are over, of several game servers in one store. */
import { expect, onTestFinished, test } from 'vitest';
import type { Classification } from '../../../src/events/classification.ts';
import { decisionTables } from '../../../src/features/decisions/table.ts';
import { openLedger, penaltyTables } from '../../../src/features/penalties/ledger.ts';
import { sessionTable, sessionTables } from '../../../src/features/results/table.ts';
import { journalTables } from '../../../src/race/journal.ts';
import { fixture } from '../../acserver/results/fixtures.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const own = { ...fixture('2019_2_15_21_16_RACE.json'), raw: {} };

/** Servers of one installation: their runs and sessions have the same numbers. */
function servers() {
  const store = openStore(temporaryDirectory('sessions'), [
    journalTables,
    decisionTables,
    penaltyTables,
    sessionTables,
  ]);
  onTestFinished(() => store.close());
  return ['gt3', 'gt4'].map((id) => {
    const table = sessionTable(store, id);
    const ledger = openLedger(store, id, { last: () => undefined });
    const ends = (run: number, session: number, resultsFile?: string) =>
      table.save({ run, session, name: id, kind: 'race', endedAt: 1000 * run + session, resultsFile, own });
    return { table, ledger, ends };
  }) as [Server, Server];
}

interface Server {
  readonly table: ReturnType<typeof sessionTable>;
  readonly ledger: ReturnType<typeof openLedger>;
  readonly ends: (run: number, session: number, resultsFile?: string) => void;
}

function endAll(...all: readonly Server[]): void {
  for (const { ends } of all) {
    ends(1, 1);
    ends(1, 2);
    ends(2, 1);
  }
}

const keysOf = (sessions: readonly { readonly run: number; readonly session: number }[]) =>
  sessions.map(({ run, session }) => `${run}/${session}`);

test('a result made final or opened again on one server changes nothing on another', () => {
  const [gt3, gt4] = servers();
  endAll(gt3, gt4);
  const untouched = () => [gt4.table.get(1, 1), gt3.table.get(1, 2), gt3.table.get(2, 1)];
  const before = untouched();
  gt3.ledger.finalise(1, 1, { by: 'Ada', at: 50 });
  expect(gt3.table.get(1, 1)).toMatchObject({ final: { by: 'Ada', at: 50 }, version: 1 });
  expect(untouched()).toEqual(before);
  expect(gt4.table.lastFinal(9)).toEqual([]);

  const reopened = { by: 'Bea', at: 60, reason: 'an appeal', finalAt: 50 };
  for (const { ledger } of [gt3, gt4]) ledger.reopen(1, 1, reopened);
  expect(gt3.table.get(2, 1)).toEqual(before[2]);
  for (const [run, session] of [
    [1, 2],
    [2, 1],
  ] as const)
    gt3.ledger.reopen(run, session, reopened);
  expect(gt3.table.get(1, 1)).toMatchObject({ final: undefined, version: 2, reopened: { by: 'Bea' }, finalAt: 50 });
  gt3.ledger.isReissued(1, 1);
  expect(keysOf(gt3.table.halfReopened())).toEqual(['1/2', '2/1']);
  expect(keysOf(gt4.table.halfReopened())).toEqual(['1/1']);
});

test('a classification belongs to one session of one server', () => {
  const [gt3, gt4] = servers();
  endAll(gt3, gt4);
  const facts = {
    run: 1,
    session: 1,
    name: 'Race',
    kind: 'race',
    source: 'own laps',
    rows: [],
    amendments: [],
  } as const;
  const classification: Classification = facts;
  gt3.table.told(classification);
  expect(gt3.table.get(1, 1)?.classification).toEqual(classification);
  const others = [gt3.table.get(1, 2), gt3.table.get(2, 1), gt4.table.get(1, 1)];
  expect(others.map((each) => each?.classification)).toEqual([undefined, undefined, undefined]);
});

test('sessions are listed newest first, and those made final by when that was', () => {
  const [gt3, gt4] = servers();
  gt3.ends(1, 9);
  gt3.ends(2, 1);
  gt3.ends(2, 2);
  gt4.ends(3, 1);
  expect(keysOf(gt3.table.newest(9))).toEqual(['2/2', '2/1', '1/9']);
  expect(keysOf(gt3.table.newest(2))).toEqual(['2/2', '2/1']);
  gt3.ledger.finalise(2, 2, { by: 'Ada', at: 10 });
  gt3.ledger.finalise(1, 9, { by: 'Ada', at: 30 });
  gt3.ledger.finalise(2, 1, { by: 'Ada', at: 20 });
  expect(keysOf(gt3.table.lastFinal(2))).toEqual(['1/9', '2/1']);
});

test('a results file is that of the newest session with its name', () => {
  const [gt3, gt4] = servers();
  gt3.ends(1, 5, 'results/a.json');
  gt3.ends(2, 1, 'results\\a.json');
  gt3.ends(2, 3, 'results/a.json');
  gt3.ends(2, 4, 'results/b.json');
  gt4.ends(9, 1, 'results/a.json');
  expect(gt3.table.ofFile('a.json')).toMatchObject({ run: 2, session: 3 });
  expect(gt3.table.ofFile('c.json')).toBeUndefined();
});
