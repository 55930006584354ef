/** Moves somebody to another place of a staged order. */
import type { EntrySlot } from '../../acserver/ini/entryList.ts';
import { UserError } from '../../kit/errors.ts';
import { type GridEdit, type GridPlace, type Moved, stagedPlaces } from './view.ts';

export interface GridMove {
  /** A name, the beginning of one, or a GUID. */
  readonly driver: string;
  /** From 1. */
  readonly place: number;
  readonly by: string;
}

/** @throws UserError for a place that does not exist, or a name that fits nobody or more than one driver */
export function withMove(edit: GridEdit, slots: readonly EntrySlot[], { driver, place, by }: GridMove): GridEdit {
  const places = stagedPlaces(slots, edit);
  if (place > places.length)
    throw new UserError(`The grid has ${places.length} places, so there is no place ${place}.`);
  const found = placeOf(driver, places);
  const others = edit.order.filter((slot) => slot !== found.from);
  const order = [...others.slice(0, place - 1), found.from, ...others.slice(place - 1)];
  const moved: Moved = { name: found.name || driver, from: found.carId + 1, to: place, by };
  return { ...edit, order, moved: [...(edit.moved ?? []), moved] };
}

function placeOf(driver: string, places: readonly GridPlace[]): GridPlace {
  const wanted = driver.trim().toLowerCase();
  const called = (is: (name: string) => boolean) =>
    places.filter(({ name, guids }) => guids.includes(wanted) || (name !== '' && is(name.toLowerCase())));
  const exact = called((name) => name === wanted);
  const found = exact.length > 0 ? exact : called((name) => name.startsWith(wanted));
  const [only, another] = found;
  if (only && !another) return only;
  const names = (found.length > 0 ? found : places).map(({ name }) => name).filter((name) => name !== '');
  const listed = names.slice(0, 10).join(', ');
  throw new UserError(
    another
      ? `"${driver}" could be any of these on the grid: ${listed}. Use the GUID.`
      : `Nobody on the grid is called "${driver}". On the grid: ${listed}.`,
  );
}
