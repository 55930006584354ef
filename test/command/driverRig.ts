/** Drivers to read lines about, and how a driver parameter reads them. */
import { driver } from '../../src/command/driver.ts';
import { cursorOver } from '../../src/command/words.ts';
import type { DriverRow } from '../../src/features/drivers/rows.ts';
import { caller, fakeServer } from './world.ts';

export const row = (
  carId: number,
  name: string,
  guid = `765611979000000${String(carId).padStart(2, '0')}`,
): DriverRow => ({
  carId,
  name,
  guid,
  model: 'abarth500',
  skin: '',
  loaded: true,
  joinedAt: 0,
  ballastKg: 0,
  restrictorPercent: 0,
  laps: 0,
});
export const reading = (...drivers: DriverRow[]) => ({
  view: fakeServer('gt3', { drivers: () => drivers }).server.view(),
  caller: caller('steward'),
});

export const read = (line: string, drivers: DriverRow[], param = driver('Who')) => {
  const cursor = cursorOver(line);
  const { carId } = param.read(cursor, 'driver', reading(...drivers));
  return { carId, rest: cursor.takeRest() };
};

export const billy = row(4, 'Billy', '99999999999999999');
