import type { Driver } from '../../events/events.ts';
import { UserError } from '../../kit/errors.ts';
import { toldApart } from '../../kit/namesakes.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';

/**
 * Where this driver sits now: to be asked for right before an order is given, because a car can change hands between
 * a word and its order. The GUID decides.
 *
 * @throws UserError when the driver has left, or moved into another car
 */
export function seatOf(state: RaceState, { carId, guid, name }: Driver): Driver {
  const present = state.drivers.get(carId);
  if (present?.guid === guid) return { carId, guid, name: present.name };
  const elsewhere = [...state.drivers.values()].find((driver) => driver.guid === guid);
  if (elsewhere) return { carId: elsewhere.carId, guid, name: elsewhere.name };
  const taken = present ? ` ${nameInSentence(present)} is in car ${carId} now.` : '';
  throw new UserError(`${nameInSentence({ carId, name })} has left the server; nothing was done.${taken}`);
}

/** The same, with the car where somebody else who was there lately is called the same. */
export const nameAmong = (driver: Driver, state: RaceState): string =>
  toldApart(driver, peopleOf(state), (name) => (name.trim() === '' ? '' : nameInSentence({ name })));

/** For a sentence: names may be empty, or 255 characters long. */
export function nameInSentence({ carId, name }: { readonly carId?: number; readonly name?: string }): string {
  const characters = [...(name ?? '').trim()];
  if (characters.length === 0) return carId === undefined ? 'the driver' : `car ${carId}`;
  return characters.length <= 60 ? characters.join('') : `${characters.slice(0, 60).join('')}…`;
}
