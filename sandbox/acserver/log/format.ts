import type { Driver, Slot } from '../world.ts';

/** `m:ss:mmm`; the minutes are unbounded: no lap at all is 16666:39:999. */
export function lapTime(ms: number): string {
  const seconds = Math.floor(ms / 1000) % 60;
  return `${Math.floor(ms / 60_000)}:${String(seconds).padStart(2, '0')}:${String(ms % 1000).padStart(3, '0')}`;
}

/** Go prints a float32 with the fewest digits that distinguish it from its neighbours. */
export function float32(value: number): string {
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return String(short);
  }
  return String(Number(single.toPrecision(9)));
}

export const vector = (values: readonly number[]): string => `[${values.map((value) => value.toFixed(6)).join(',')}]`;

/** A driver in the log: an empty team leaves empty brackets. */
export const person = ({ name, team }: Pick<Driver, 'name' | 'team'>): string => `${name} [${team}]`;

/** A car in the log: `ks_lamborghini_huracan_gt3 (2) [Elena Fabio [Team X]]`. */
export const car = ({ carId, driver, entry }: Slot): string =>
  `${driver?.model ?? entry.model} (${carId}) [${person(driver ?? { name: '', team: '' })}]`;

/** The lines for a client's TCP packet: 67 leaves, 68 checksums, 71 chats, 73 laps, 130 contacts. */
export const received = (packet: number, slot: Slot): string[] => [
  `TCP packet ${packet}`,
  `Dispatching TCP message to ${car(slot)}`,
];
