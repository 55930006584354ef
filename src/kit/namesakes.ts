/** Somebody in a car, as far as it takes to tell them from others. */
export interface Named {
  readonly carId: number;
  readonly guid: string;
  readonly name: string;
}

/** What two namesakes share. */
export const called = ({ name }: Pick<Named, 'name'>, read = plain): string => read(name).toLowerCase();

/**
 * Whether somebody else among these is called the same, for a reader who sees of a name what `read` leaves of it.
 * Somebody without a name is called by the car already.
 */
export function hasNamesake({ guid, name }: Named, among: readonly Named[], read = plain): boolean {
  const shown = called({ name }, read);
  return shown !== '' && among.some((other) => other.guid !== guid && called(other, read) === shown);
}

/** Those of them who have a namesake among them, two of each name: a list is told apart by these as by all of it. */
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

/** "Sam Porter", "Sam Porter (car 5)" where there is another one, "car 5" without a name; `carOf` has the words for that. */
export function toldApart(driver: Named, among: readonly Named[], read = plain, carOf = inEnglish): string {
  const [name, car] = [read(driver.name), carOf({ carId: driver.carId })];
  if (name === '') return car;
  return hasNamesake(driver, among, read) ? `${name} (${car})` : name;
}

const plain = (name: string): string => name.trim();

const inEnglish = ({ carId }: Pick<Named, 'carId'>): string => `car ${carId}`;
