import { isOwnLap, personOf } from './own.ts';
import type { ResultRow, Results } from './schema.ts';

export interface Classified extends ResultRow {
  /** From 1; undefined without a lap (in a race), without a lap time (elsewhere), or disqualified. */
  readonly position: number | undefined;
  readonly laps: number;
}

/**
 * The classification, recomputed. A race: laps downwards, then total time upwards; acServer's own order is wrong behind
 * the classified cars and for lapped and retired ones, and a lapped driver may have the smaller total. Elsewhere: best
 * laps. The manager's penalties count. Those without a position follow in the file's order; empty slots are left out.
 *
 * A driver who came back in another slot stands here once for each car, and has one place: that of the better row.
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

/** Without a list of laps (null in some files) only the file's own order is left. */
function raceOrder(results: Results): (a: Counted, b: Counted) => number {
  if (results.laps.length === 0) return () => 0;
  // With the same time, who had crossed the line first is ahead: the rows of a file have no order that could be trusted.
  return (a, b) => b.laps - a.laps || a.totalMs + a.penaltyMs - (b.totalMs + b.penaltyMs) || a.totalMs - b.totalMs;
}

const byBestLap = (a: Counted, b: Counted): number =>
  (a.bestLapMs ?? 0) + a.penaltyMs - ((b.bestLapMs ?? 0) + b.penaltyMs);

/** The row shows the last driver of the slot; laps of somebody who had it before are not his. */
const countLaps = ({ cars, laps }: Results, row: ResultRow): number =>
  row.laps ?? laps.filter((lap) => lap.carId === row.carId && isOwnLap(lap, row, cars)).length;

/** Of the rows of one driver the first that has a place. */
function oncePerPerson(ranked: readonly Counted[]): Counted[] {
  const first = new Map(ranked.toReversed().map((row) => [personOf(row), row]));
  return ranked.filter((row) => first.get(personOf(row)) === row);
}
