import { expect, it } from 'vitest';
import { resultPenalties } from '../../../src/features/results/resultPenalties.ts';
import { sessionTable } from '../../../src/features/results/table.ts';
import { ADA, BOB, penaltyRig } from '../penalties/rig.ts';

const FILE = '2026_11_20_21_3_RACE.json';
const steward = { by: 'Stig' };

/** A race that Ada won, with this name for the game server's results file. */
async function afterRace(named: string) {
  const rig = penaltyRig();
  rig.session('race');
  for (const driver of [ADA, BOB]) rig.join(driver);
  for (const driver of [ADA, BOB]) rig.lap(driver);
  rig.end(named);
  await rig.settled();
  const table = sessionTable(rig.store, 'main');
  return { ...rig, of: resultPenalties(table, rig.ledger, rig.calendar) };
}

it.each([`results/${FILE}`, `results\\${FILE}`])('finds the penalties in force for file %s', async (named) => {
  const { of, actions, results } = await afterRace(named);
  expect(of(FILE)).toEqual({ penalties: [], isFinal: false });
  await actions.give(ADA, { type: 'disqualification' }, steward);
  const { penalty } = await actions.give(BOB, { type: 'time', amount: 5 }, steward);
  await actions.give(BOB, { type: 'warning' }, steward);
  expect(of(FILE)?.penalties.map(({ type }) => type)).toEqual(['disqualification', 'time']);
  actions.clear(penalty.number, steward);
  await results.finalise('Stig');
  expect(of(FILE)).toMatchObject({ penalties: [{ type: 'disqualification', driver: ADA }], isFinal: true });
});

it('finds nothing for a file of an unknown session', async () => {
  const { of } = await afterRace(`results/${FILE}`);
  for (const name of ['2026_11_20_21_4_RACE.json', `results/${FILE}`, '%', '']) expect(of(name)).toBeUndefined();
});
