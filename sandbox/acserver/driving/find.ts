import type { Driver, Slot, World } from '../world.ts';

export type Seated = Slot & { driver: Driver };

/**
 * The driver that AssettoServer and the manager's server find for a word: by car id, GUID or name, and finally by part
 * of a name.
 */
export function findDriver({ slots }: World, word: string): Seated | undefined {
  const seated = slots.filter((slot): slot is Seated => slot.driver !== undefined);
  if (/^\d+$/.test(word)) {
    const named =
      seated.find(({ carId }) => carId === Number(word)) ?? seated.find(({ driver }) => driver.guid === word);
    if (named) return named;
  }
  const name = word.replace(/^@/, '');
  const folded = name.toLowerCase();
  const tries: ((driver: Driver) => boolean)[] = [
    (driver) => driver.name === name,
    (driver) => driver.name.toLowerCase() === folded,
    (driver) => driver.name.includes(name),
    (driver) => driver.name.toLowerCase().includes(folded),
  ];
  const byLength = seated.toSorted((a, b) => a.driver.name.length - b.driver.name.length);
  return name === '' ? undefined : tries.map((fits) => byLength.find(({ driver }) => fits(driver))).find(Boolean);
}
