import { isOwnLap, personOf } from './own.ts';
import type { ResultRow, Results } from './schema.ts';

export interface Classified extends ResultRow {
  /** From 1; undefined without a lap (in a race), without a lap time (elsewhere), or if disqualified. */
  readonly position: number | undefined;
  readonly laps: number;
}

/**
 * The classification, recomputed. In a race: laps descending, then total time ascending; acServer's own order is wrong
 * after the classified cars and for lapped and retired ones, and a lapped driver may have the smaller total. Elsewhere:
 * best laps. The manager's penalties count. Rows without a position follow in the file's order; empty slots are left
 * out.
 *
 * A driver who came back in another slot has a row for each car, but only one position: that of the better row.
 */
export function classify(results: Results): readonly Classified[] {
  const isRace = results.type === 'RACE';
  const rows = results.result
    .filter(({ guid, driverName }) => guid !== '' || driverName !== '')
    .map((row) => ({ ...row, laps: Math.max(0, countLaps(results, row) - row.penaltyLaps) }));
  const ranks = (row: Counted) => !row.disqualified && (isRace ? row.totalMs > 0 : row.bestLapMs !== undefined);
  const ranked = oncePerPerson(rows.filter(ranks).sort(isRace ? raceOrder(results) : byBestLap));
  const others = rows.filter((row) => !ranked.includes(row));
  return [
    ...ranked.map((row, place) => ({ ...row, position: place + 1 })),
    ...others.map((row) => ({ ...row, position: undefined })),
  ];
}

type Counted = ResultRow & { readonly laps: number };

/** Without a list of laps (null in some files) only the file's own order remains. */
function raceOrder(results: Results): (a: Counted, b: Counted) => number {
  if (results.laps.length === 0) return () => 0;
  // With equal times, the driver who crossed the line first is ahead: a file's order of rows cannot be trusted.
  return (a, b) => b.laps - a.laps || a.totalMs + a.penaltyMs - (b.totalMs + b.penaltyMs) || a.totalMs - b.totalMs;
}

const byBestLap = (a: Counted, b: Counted): number =>
  (a.bestLapMs ?? 0) + a.penaltyMs - ((b.bestLapMs ?? 0) + b.penaltyMs);

/** The row shows the slot's last driver; laps of an earlier one do not belong to it. */
const countLaps = ({ cars, laps }: Results, row: ResultRow): number =>
  row.laps ?? laps.filter((lap) => lap.carId === row.carId && isOwnLap(lap, row, cars)).length;

/** Of each driver's rows, the first one with a position. */
function oncePerPerson(ranked: readonly Counted[]): Counted[] {
  const first = new Map(ranked.toReversed().map((row) => [personOf(row), row]));
  return ranked.filter((row) => first.get(personOf(row)) === row);
}
