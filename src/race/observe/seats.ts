// Who is present in a car, for all observers.

import type { Driver } from '../../events/driver.ts';
import type { RaceState } from '../state.ts';
import type { Finding } from './observer.ts';

/** Without what is only known of somebody who is present. */
export const driverOf = ({ carId, guid, name }: Driver): Driver => ({ carId, guid, name });

/** Whoever is present in a car leaves it. */
export function leaving({ drivers }: RaceState, carId: number): Extract<Finding, { type: 'driverLeft' }>[] {
  const present = drivers.get(carId);
  return present ? [{ type: 'driverLeft', driver: driverOf(present) }] : [];
}

export const isPresent = ({ drivers }: RaceState, { carId, guid }: Driver): boolean =>
  drivers.get(carId)?.guid === guid;
