import { expect, it } from 'vitest';
import { driverRows } from '../../../src/features/drivers/rows.ts';
import { emptyState, fold } from '../../../src/race/state.ts';

it('lists the drivers present by car id, with their ballast and restrictor', () => {
  const join = (carId: number, name: string) => ({
    at: 0,
    server: 'main',
    run: 1,
    session: 1,
    type: 'driverJoined' as const,
    driver: { carId, guid: `7656119800000000${carId}`, name },
    model: 'bmw_z4_gt3',
    skin: 'red',
  });
  const state = [join(1, 'Ada'), join(0, 'Bob')].reduce(fold, emptyState(1));
  let reads = 0;
  const rows = driverRows(
    { state: () => state, addressOf: () => undefined },
    {
      loads() {
        reads += 1;
        return ({ carId }) => ({ ballastKg: 70 * carId, restrictorPercent: 5 * carId });
      },
    },
  );
  expect(rows).toMatchObject([
    { carId: 0, name: 'Bob', ballastKg: 0, restrictorPercent: 0 },
    { carId: 1, name: 'Ada', ballastKg: 70, restrictorPercent: 5 },
  ]);
  // It is read from an entry list, so once for all rows.
  expect(reads).toBe(1);
});

it('reads no loads if nobody is there', () => {
  const loads = (): never => {
    throw new Error('read');
  };
  expect(driverRows({ state: () => emptyState(1), addressOf: () => undefined }, { loads })).toEqual([]);
});
