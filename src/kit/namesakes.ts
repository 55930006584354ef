/** Somebody in a car, as far as it takes to tell them from others. */
export interface Named {
  readonly carId: number;
  readonly guid: string;
  readonly name: string;
}

/**
 * Whether somebody else among these is called the same, for a reader who sees of a name what `read` leaves of it.
 * Somebody without a name is called by the car already.
 */
export function hasNamesake({ guid, name }: Named, among: readonly Named[], read = plain): boolean {
  const shown = read(name).toLowerCase();
  return shown !== '' && among.some((other) => other.guid !== guid && read(other.name).toLowerCase() === shown);
}

/** "Sam Porter", "Sam Porter (car 5)" where there is another one, "car 5" without a name; `carOf` has the words for that. */
export function toldApart(driver: Named, among: readonly Named[], read = plain, carOf = inEnglish): string {
  const [name, car] = [read(driver.name), carOf({ carId: driver.carId })];
  if (name === '') return car;
  return hasNamesake(driver, among, read) ? `${name} (${car})` : name;
}

const plain = (name: string): string => name.trim();

const inEnglish = ({ carId }: Pick<Named, 'carId'>): string => `car ${carId}`;
