import { expect, it } from 'vitest';
import { drivers } from '../../../src/features/process/actions.ts';
import { emptyState, fold } from '../../../src/race/state.ts';
import { slot } from '../../fakes/grid.ts';

it('gives a driver the weight of the slot that the running server knows by that car id', () => {
  const driver = { carId: 1, guid: '76561198000000001', name: 'Ada' };
  const joined = { type: 'driverJoined', driver, model: 'bmw_z4_gt3', skin: 'red' } as const;
  const state = fold(emptyState(1), { at: 0, server: 'main', run: 1, session: 1, ...joined });
  const slots = [slot({ carId: 0, ballastKg: 10 }), slot({ carId: 1, ballastKg: 70, restrictor: 5 })];
  const rows = drivers({ state: () => state, entries: () => ({ slots, problems: [] }), addressOf: () => undefined });
  expect(rows).toMatchObject([{ carId: 1, name: 'Ada', ballastKg: 70, restrictorPercent: 5 }]);
});
