import { expect, it } from 'vitest';
import { openLedger } from '../../../src/features/penalties/ledger.ts';
import { english } from '../../../src/texts/english/index.ts';
import { reasonIn } from '../../../src/texts/reasons.ts';
import { ADA, penaltyRig } from './rig.ts';

const steward = { by: 'The steward', reason: 'contact' };

it('knows which results are final, by session and server', async () => {
  const rig = penaltyRig();
  rig.session('race');
  rig.join(ADA);
  rig.lap(ADA);
  rig.end();
  await rig.settled();
  expect(rig.ledger.isFinal(1, 1)).toBe(false);
  await rig.results.finalise('The steward');
  expect(rig.ledger.isFinal(1, 1)).toBe(true);
  expect([rig.ledger.isFinal(1, 2), rig.ledger.isFinal(2, 1)]).toEqual([false, false]);
  expect(openLedger(rig.store, 'gt4', rig.calendar).isFinal(1, 1)).toBe(false);
  const reopened = rig.reopen();
  expect(reopened.ledger.isFinal(1, 1)).toBe(true);
  await expect(reopened.results.finalise('Another')).rejects.toThrow('The steward already finalised');
});

it("stores a steward's own words without a translatable text", async () => {
  const rig = penaltyRig();
  rig.session('race');
  rig.join(ADA);
  await rig.actions.give(ADA, { type: 'time', amount: 5 }, steward);
  const row = rig.store.get<{ penalty: string }>('SELECT penalty FROM penalties');
  expect(Object.keys(JSON.parse(row?.penalty ?? '{}'))).toEqual([
    'number',
    'server',
    'run',
    'session',
    'driver',
    'type',
    'amount',
    'cause',
    'source',
    'by',
    'reason',
    'at',
    'state',
    'counted',
  ]);
});

it('shows reasons that an older version stored as sentences unchanged', () => {
  const rig = penaltyRig();
  const change = { at: 1, state: 'served', by: 'Automatic', reason: 'left the server' };
  const facts = {
    number: 1,
    server: 'main',
    run: 1,
    session: 1,
    driver: ADA,
    type: 'time',
    amount: 20,
    state: 'issued',
    cause: 'penalty not served',
    source: 'steward',
    by: 'The steward',
    at: 1,
    counted: {},
    reason: 'P-3 (drive-through within 2 laps) not served',
  };
  rig.store.run(
    'INSERT INTO penalties VALUES (1, ?, 1, 1, ?, ?, ?)',
    'main',
    ADA.guid,
    'issued',
    JSON.stringify(facts),
  );
  rig.store.run('INSERT INTO penalty_changes (number, at, change) VALUES (1, 1, ?)', JSON.stringify(change));
  expect(reasonIn(english, rig.ledger.get(1))).toBe('P-3 (drive-through within 2 laps) not served');
  expect(rig.ledger.history(1).map((each) => reasonIn(english, each))).toEqual(['left the server']);
});
