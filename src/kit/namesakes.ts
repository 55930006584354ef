/** A driver in a car, with what tells them from others. */
export interface Named {
  readonly carId: number;
  readonly guid: string;
  readonly name: string;
}

/** The form of a name that namesakes share. */
export const called = ({ name }: Pick<Named, 'name'>, read = plain): string => read(name).toLowerCase();

/**
 * Whether another of these drivers has the same name, for a reader who sees only what `read` leaves of a name. A driver
 * without a name is shown as the car anyway.
 */
export function hasNamesake({ guid, name }: Named, among: readonly Named[], read = plain): boolean {
  const shown = called({ name }, read);
  return shown !== '' && among.some((other) => other.guid !== guid && called(other, read) === shown);
}

/** Drivers who have a namesake in the list, two of each name: they tell a list apart as well as the full list would. */
export function namesakesIn<Person extends Named>(people: readonly Person[], read = plain): readonly Person[] {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const shown = called(person, read);
    const others = groups.get(shown);
    if (!others) groups.set(shown, [person]);
    else if (others.length < 2 && others.every(({ guid }) => guid !== person.guid)) others.push(person);
  }
  return [...groups.values()].flatMap((same) => (same.length < 2 ? [] : same));
}

/** "Sam Porter"; "Sam Porter (car 5)" if there is another one; "car 5" without a name. `carOf` supplies the words. */
export function toldApart(driver: Named, among: readonly Named[], read = plain, carOf = inEnglish): string {
  const [name, car] = [read(driver.name), carOf({ carId: driver.carId })];
  if (name === '') return car;
  return hasNamesake(driver, among, read) ? `${name} (${car})` : name;
}

const plain = (name: string): string => name.trim();

const inEnglish = ({ carId }: Pick<Named, 'carId'>): string => `car ${carId}`;

/** Each GUID once: as it is first named. */
export function eachOnce<Person extends Pick<Named, 'guid'>>(people: readonly Person[]): readonly Person[] {
  const first = new Map<string, Person>();
  for (const each of people) if (!first.has(each.guid)) first.set(each.guid, each);
  return [...first.values()];
}
