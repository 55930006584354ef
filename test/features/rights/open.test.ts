import { expect, onTestFinished, test } from 'vitest';
import { openRights } from '../../../src/features/rights/open.ts';
import { stayIn } from '../../../src/race/state.ts';
import { feedInDirectory } from '../../fakes/feed.ts';

const MARA = { carId: 1, guid: '76561197900000001', name: 'Mara' };

function open() {
  const { feed, remove } = feedInDirectory();
  onTestFinished(remove);
  const rights = openRights({
    config: { id: 'gt3' } as never,
    dialect: 'kunos',
    bus: feed.bus,
    clock: feed.clock,
    running: () => ({ cfg: { adminPassword: 'hunter2' } }) as never,
    addressOf: () => undefined,
  });
  const sit = (carId = MARA.carId) => {
    feed.notice({ type: 'driverJoined', driver: { ...MARA, carId }, model: 'abarth500', skin: '' });
    const stay = stayIn(feed.state(), carId);
    if (!stay) throw new Error('nobody sits there');
    return stay;
  };
  return { feed, rights, sit };
}

test('a login ends with the seat, and never passes to the same GUID in another seat or later', () => {
  const { feed, rights, sit } = open();
  const mara = sit();
  rights.login({ stay: mara }, 'admin', 'hunter2');
  expect([rights.has(mara, 'admin'), rights.has(sit(5), 'admin')]).toEqual([true, false]);
  feed.notice({ type: 'driverLeft', driver: { ...MARA, carId: 5 } });
  expect(rights.has(mara, 'admin')).toBe(true);
  feed.notice({ type: 'driverLeft', driver: MARA });
  expect([rights.has(mara, 'admin'), rights.has(sit(), 'admin')]).toEqual([false, false]);
});

test('a login ends when a new run of the game server begins', () => {
  const { feed, rights, sit } = open();
  const mara = sit();
  rights.login({ stay: mara }, 'admin', 'hunter2');
  feed.beginRun();
  expect(rights.has(sit(), 'admin')).toBe(false);
});
