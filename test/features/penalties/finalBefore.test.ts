import { expect, it, onTestFinished } from 'vitest';
import { decisionTables } from '../../../src/features/decisions/table.ts';
import { finalBefore } from '../../../src/features/penalties/finalBefore.ts';
import { openLedger, penaltyTables } from '../../../src/features/penalties/ledger.ts';
import { sessionTables } from '../../../src/features/results/table.ts';
import { openStore } from '../../../src/store/store.ts';
import { penalty } from '../../fakes/penalties.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const TABLES = [decisionTables, penaltyTables, sessionTables];

it('an upgrade applies the open penalties of results already final, and no others', () => {
  const directory = temporaryDirectory('final');
  const before = openStore(directory, TABLES);
  const rows = [
    { type: 'time', session: 1 },
    { type: 'disqualification', session: 1 },
    { type: 'warning', session: 1 },
    { type: 'ballast', session: 1 },
    { type: 'time', session: 1, state: 'withdrawn' },
    { type: 'time', session: 2 },
    { type: 'time', session: 3 },
  ] as const;
  for (const [index, facts] of rows.entries()) {
    const row = penalty({ state: 'issued', ...facts, number: index + 1 });
    before.run(
      'INSERT INTO penalties (number, server, run, session, guid, state, penalty) VALUES (?, ?, ?, ?, ?, ?, ?)',
      row.number,
      row.server,
      row.run,
      row.session,
      row.driver.guid,
      row.state,
      JSON.stringify(row),
    );
  }
  before.run(`INSERT INTO penalties (number, server, run, session, guid, state, penalty)
    VALUES (8, 'main', 1, 1, '', 'issued', 'written over')`);
  for (const [session, finalAt] of [
    [1, 5000],
    [2, null],
  ] as const) {
    before.run(
      `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own, final_by, final_at)
       VALUES ('main', 1, ?, 'Race', 'race', 1, '{}', 'Stig', ?)`,
      session,
      finalAt,
    );
  }
  before.close();

  const store = openStore(directory, TABLES, { changes: [finalBefore] });
  onTestFinished(() => store.close());
  const ledger = openLedger(store, 'main', { last: () => undefined });
  expect([1, 2, 3, 4, 5, 6, 7].map((number) => ledger.get(number).state)).toEqual([
    'applied',
    'applied',
    'applied',
    'issued',
    'withdrawn',
    'issued',
    'issued',
  ]);
  expect(ledger.active().map(({ number }) => number)).toEqual([4, 6, 7]);
  expect(ledger.history(1)).toEqual([
    { at: 5000, state: 'applied', by: 'Stig', reason: 'the result is final', reasonText: { key: 'resultFinal' } },
  ]);
});
