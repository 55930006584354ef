/** Sectors, which only the server manager's own server reports: each with its cuts, before its lap is complete. */

/** A sector of a driver's current lap. */
export interface DrivenSector {
  /** From 1. */
  readonly sector: number;
  readonly cuts: number;
}

/** How far a driver has come. */
interface Progress {
  readonly laps: readonly { readonly at: number }[];
  readonly sectors?: readonly DrivenSector[];
}

/** The last sector of a lap is reported with the lap, in either order. */
const TOGETHER_MS = 1000;

/** The lap that a sector belongs to, from 1. */
export function lapOfSector(standing: Progress | undefined, sector: number, at: number): number {
  const { laps = [], sectors = [] } = standing ?? {};
  const last = laps.at(-1);
  const isBehindItsLap = sector > 1 && sectors.length === 0 && last !== undefined && at - last.at <= TOGETHER_MS;
  return isBehindItsLap ? laps.length : laps.length + 1;
}

/** What is known of the current lap after this sector. A sector that does not follow the last one begins a new lap. */
export function withSector(known: readonly DrivenSector[], done: DrivenSector): readonly DrivenSector[] {
  const last = known.at(-1)?.sector ?? 0;
  return done.sector > last ? [...known, done] : [done];
}

/**
 * The sectors in which a lap was cut; undefined unless known for all its cuts.
 *
 * @param count sectors per lap, as far as reported: if only the last is missing, the remaining cuts were made there
 */
export function cutSectors(
  known: readonly DrivenSector[],
  cuts: number,
  count: number | undefined,
): readonly number[] | undefined {
  if (cuts === 0) return undefined;
  const cutIn = known.filter((each) => each.cuts > 0).map(({ sector }) => sector);
  const told = known.reduce((sum, each) => sum + each.cuts, 0);
  if (told === cuts) return cutIn;
  const isLastMissing = count !== undefined && known.length === count - 1 && known.at(-1)?.sector === count - 1;
  return told < cuts && isLastMissing ? [...cutIn, count] : undefined;
}
