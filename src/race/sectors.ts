/** The sectors of laps, which the manager's own server alone tells: each with its cuts, before its lap is done. */

/** A sector of the lap that a driver is in. */
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

/** The last sector of a lap is told with it, whichever comes first. */
const TOGETHER_MS = 1000;

/** The lap that a sector belongs to, from 1. */
export function lapOfSector(standing: Progress | undefined, sector: number, at: number): number {
  const { laps = [], sectors = [] } = standing ?? {};
  const last = laps.at(-1);
  const isBehindItsLap = sector > 1 && sectors.length === 0 && last !== undefined && at - last.at <= TOGETHER_MS;
  return isBehindItsLap ? laps.length : laps.length + 1;
}

/** What is known of the lap under way once this sector is done; one that comes before the last begins a lap anew. */
export function withSector(known: readonly DrivenSector[], done: DrivenSector): readonly DrivenSector[] {
  const last = known.at(-1)?.sector ?? 0;
  return done.sector > last ? [...known, done] : [done];
}

/**
 * Where the cuts of a lap were made; undefined where that is not known of all of them.
 *
 * @param count how many sectors a lap has, as far as they were told: what only the last is missing was made there
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
