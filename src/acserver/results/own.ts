import { isKickedGuid } from '../kicked.ts';
import type { ResultCar, ResultLap, ResultRow } from './schema.ts';

/** Whether a lap in a row's car was driven by the row's driver: somebody else may have had the slot before. */
export function isOwnLap(
  lap: Pick<ResultLap, 'guid' | 'driverName'>,
  row: Pick<ResultRow, 'carId' | 'guid' | 'driverName'>,
  cars: readonly Pick<ResultCar, 'carId' | 'guids'>[],
): boolean {
  if (!isOwnGuid(row.guid) && !isOwnGuid(lap.guid)) return lap.driverName === row.driverName;
  if (lap.guid === row.guid) return true;
  // Drivers who share a car score together. A kicked driver's GUID is replaced by one that contains "$kicked".
  const car = cars.find(({ carId }) => carId === row.carId);
  const shared = car?.guids.includes(row.guid) && car.guids.includes(lap.guid);
  return shared || (isKickedGuid(row.guid) && lap.driverName === row.driverName);
}

/** Servers without Steam report "0" or nothing; then only the car and the name distinguish drivers. */
export const isOwnGuid = (guid: string): boolean => guid !== '' && guid !== '0' && !guid.startsWith('car:');

/** The same for everything that one driver did, in any car. */
export const personOf = ({ guid, carId, driverName }: Pick<ResultRow, 'guid' | 'carId' | 'driverName'>): string =>
  isOwnGuid(guid) ? guid : `${carId}/${driverName}`;
