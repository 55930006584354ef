import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { CHANGES, TABLES } from '../../../src/app/tables.ts';
import { standingAbout } from '../../../src/events/standing.ts';
import { openDecisions } from '../../../src/features/decisions/table.ts';
import { openLedger } from '../../../src/features/penalties/ledger.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { judgeCalled } from '../../fakes/bench.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { rowsIn } from '../../golden/rows.ts';

/** Written by version 0.1.0 in the middle of a race; its README lists what it held. */
const LEFT = fileURLToPath(new URL('../../fixtures/stores/0.1.0/', import.meta.url));

function migrated(): Store {
  const directory = temporaryDirectory('from-verdicts');
  cpSync(join(LEFT, 'pitwall.db'), join(directory, 'pitwall.db'));
  const store = openStore(directory, TABLES, { changes: CHANGES });
  onTestFinished(() => store.close());
  return store;
}

interface OldVerdict {
  readonly incident: number;
  readonly guid: string;
  readonly verdict: string;
  readonly by: string;
  readonly at: number;
  readonly reason: string;
  readonly penalty: number | null;
}

it('each verdict of 0.1.0 becomes a decision in force', () => {
  const decisions = openDecisions(migrated(), 'gt3');
  const verdicts = rowsIn(LEFT, 'SELECT * FROM verdicts') as unknown as OldVerdict[];
  expect(verdicts.length).toBeGreaterThan(2);
  for (const { incident, guid, verdict, by, at, reason, penalty } of verdicts) {
    const says = verdict === 'no action' ? 'no further action' : verdict;
    const found = standingAbout(decisions.ofIncidents([incident]), guid);
    expect(found).toMatchObject({ incident, says, by, at, reason, byId: '', rules: '' });
    expect(found?.penalty).toBe(penalty ?? undefined);
    if (penalty !== null) expect(found?.number).toBe(penalty);
  }
});

it('each penalty of 0.1.0 gets a decision with its number and is unchanged', () => {
  const store = migrated();
  const [decisions, ledger] = [openDecisions(store, 'gt3'), openLedger(store, 'gt3', { last: () => undefined })];
  const penalties = rowsIn(LEFT, 'SELECT number, penalty FROM penalties ORDER BY number');
  expect(penalties.length).toBeGreaterThan(10);
  for (const { number, penalty } of penalties) {
    const old = JSON.parse(String(penalty));
    const now = ledger.get(Number(number));
    // 0.1.0 kept a penalty as issued for ever, even after it counted in a final result.
    expect({ ...now, state: now.state === 'applied' ? 'issued' : now.state }).toEqual(old);
    expect(decisions.get(Number(number))).toMatchObject({
      penalty: number,
      says: old.type,
      driver: old.driver,
      by: old.by,
      at: old.at,
      byId: old.source === 'automatic' ? 'automatic' : '',
    });
  }
});

it('later changes to penalties are numbered after them, and no number is used twice', () => {
  const store = migrated();
  const decisions = openDecisions(store, 'gt3');
  const numbers = store
    .all<{ number: number }>('SELECT number FROM decisions ORDER BY number')
    .map((row) => row.number);
  const penalties = rowsIn(LEFT, 'SELECT number FROM penalties').map(({ number }) => Number(number));
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
  expect(numbers.length).toBeGreaterThan(penalties.length);
  // From the commands "penalty served 2" and "penalty clear 7 the wrong car".
  expect(decisions.ofPenalty(2).slice(1)).toMatchObject([{ says: 'served', penalty: 2 }]);
  expect(decisions.ofPenalty(7).slice(1)).toMatchObject([{ says: 'withdrawn', replaces: 7, reason: 'the wrong car' }]);
  const { driver, run, session } = decisions.get(1);
  const facts = { run, session, driver, says: 'no further action', reason: '', at: 0 } as const;
  const added = decisions.add(facts, judgeCalled('Ada'));
  expect(added.number).toBe(numbers.length + 1);
});

it('a stored decision cannot be changed', () => {
  const store = migrated();
  expect(() => store.run("UPDATE decisions SET decision = '{}' WHERE number = 1")).toThrow(/never changes/);
});

it('a 0.1.0 store without verdicts and with unreadable rows is migrated', () => {
  const directory = temporaryDirectory('from-nothing');
  const old = openStore(directory, TABLES, { changes: [] });
  old.run(
    `INSERT INTO penalties (number, server, run, session, guid, state, penalty) VALUES (4, 'gt3', 1, 1, '', 'issued', '{')`,
  );
  old.close();
  const store = openStore(directory, TABLES, { changes: CHANGES });
  onTestFinished(() => store.close());
  const driver = { carId: 0, guid: '1', name: 'Ada' };
  const first = { run: 1, session: 1, driver, says: 'warning', reason: '', at: 0 } as const;
  expect(openDecisions(store, 'gt3').addPenalty(first, judgeCalled('Ada'))).toMatchObject({ number: 5, penalty: 5 });
});
