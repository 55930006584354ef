// Who is present in a car, for all observers.

import type { Driver } from '../../events/driver.ts';
import type { RaceState } from '../state.ts';
import type { Finding } from './observer.ts';

/** Without the fields that are known only while a driver is present. */
export const driverOf = ({ carId, guid, name }: Driver): Driver => ({ carId, guid, name });

/** The driver in a car leaves it; empty if nobody is in it. */
export function leaving({ drivers }: RaceState, carId: number): Extract<Finding, { type: 'driverLeft' }>[] {
  const present = drivers.get(carId);
  return present ? [{ type: 'driverLeft', driver: driverOf(present) }] : [];
}

export const isPresent = ({ drivers }: RaceState, { carId, guid }: Driver): boolean =>
  drivers.get(carId)?.guid === guid;
