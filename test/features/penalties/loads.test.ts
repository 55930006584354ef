import { expect, it, vi } from 'vitest';
import { penaltyLoads } from '../../../src/features/penalties/loads.ts';
import { ADA, BOB, penaltyRig } from './rig.ts';

const steward = { by: 'The steward', reason: 'contact' };
const NOBODY = '76561198000000009';

it('the loads of all drivers equal those of each, and are read only once', async () => {
  const rig = penaltyRig();
  rig.session('race');
  rig.join(ADA);
  rig.join(BOB);
  await rig.actions.give(ADA, { type: 'ballast', amount: 20, laps: 9 }, steward);
  await rig.actions.give(ADA, { type: 'ballast', amount: 15, laps: 9 }, steward);
  await rig.actions.give(BOB, { type: 'restrictor', amount: 10, laps: 9 }, steward);
  await rig.actions.give(BOB, { type: 'time', amount: 5 }, steward);
  const active = vi.spyOn(rig.ledger, 'active');
  const loads = penaltyLoads(rig.ledger);
  const loadOf = loads.all();
  expect([ADA.guid, BOB.guid, NOBODY].map(loadOf)).toEqual([
    { ballastKg: 35, restrictorPercent: 0 },
    { ballastKg: 0, restrictorPercent: 10 },
    { ballastKg: 0, restrictorPercent: 0 },
  ]);
  expect(active).toHaveBeenCalledTimes(1);
  expect([ADA.guid, BOB.guid, NOBODY].map(loads.of)).toEqual([ADA.guid, BOB.guid, NOBODY].map(loadOf));
});
