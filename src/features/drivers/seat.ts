import type { Driver } from '../../events/events.ts';
import { UserError } from '../../kit/errors.ts';
import { toldApart } from '../../kit/namesakes.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';

/**
 * The driver's current seat. Call it right before giving an order, because a car can change hands between the request
 * and the order. The GUID decides.
 *
 * @throws UserError when the driver has left
 */
export function seatOf(state: RaceState, { carId, guid, name }: Driver): Driver {
  const present = state.drivers.get(carId);
  if (present?.guid === guid) return { carId, guid, name: present.name };
  const elsewhere = [...state.drivers.values()].find((driver) => driver.guid === guid);
  if (elsewhere) return { carId: elsewhere.carId, guid, name: elsewhere.name };
  const taken = present ? ` ${nameInSentence(present)} is in car ${carId} now.` : '';
  throw new UserError(`${nameInSentence({ carId, name })} has left the server; nothing was done.${taken}`);
}

/** The same, with the car if somebody else who was recently there has the same name. */
export const nameAmong = (driver: Driver, state: RaceState): string =>
  toldApart(driver, peopleOf(state), (name) => (name.trim() === '' ? '' : nameInSentence({ name })));

/** For a sentence: names may be empty, or 255 characters long. */
export function nameInSentence({ carId, name }: { readonly carId?: number; readonly name?: string }): string {
  const characters = [...(name ?? '').trim()];
  if (characters.length === 0) return carId === undefined ? 'the driver' : `car ${carId}`;
  return characters.length <= 60 ? characters.join('') : `${characters.slice(0, 60).join('')}…`;
}
