import { isKickedGuid } from '../kicked.ts';
import type { ResultCar, ResultLap, ResultRow, Results } from './schema.ts';

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
 * A driver who came back in another slot stands here once for each car.
 */
export function classify(results: Results): readonly Classified[] {
  const isRace = results.type === 'RACE';
  const rows = results.result
    .filter(({ guid, driverName }) => guid !== '' || driverName !== '')
    .map((row) => ({ ...row, laps: Math.max(0, countLaps(results, row) - row.penaltyLaps) }));
  const ranks = (row: Counted) => !row.disqualified && (isRace ? row.totalMs > 0 : row.bestLapMs !== undefined);
  const ranked = rows.filter(ranks).sort(isRace ? raceOrder(results) : byBestLap);
  const others = rows.filter((row) => !ranks(row));
  return [
    ...ranked.map((row, place) => ({ ...row, position: place + 1 })),
    ...others.map((row) => ({ ...row, position: undefined })),
  ];
}

type Counted = ResultRow & { readonly laps: number };

/** Without a list of laps (null in some files) only the file's own order is left. */
function raceOrder(results: Results): (a: Counted, b: Counted) => number {
  if (results.laps.length === 0) return () => 0;
  return (a, b) => b.laps - a.laps || a.totalMs + a.penaltyMs - (b.totalMs + b.penaltyMs);
}

const byBestLap = (a: Counted, b: Counted): number =>
  (a.bestLapMs ?? 0) + a.penaltyMs - ((b.bestLapMs ?? 0) + b.penaltyMs);

/** The row shows the last driver of the slot; laps of somebody who had it before are not his. */
function countLaps({ cars, laps }: Results, row: ResultRow): number {
  const car = cars.find(({ carId }) => carId === row.carId);
  return laps.filter((lap) => lap.carId === row.carId && isOwn(lap, row, car)).length;
}

function isOwn(lap: ResultLap, row: ResultRow, car: ResultCar | undefined): boolean {
  if (lap.guid === row.guid) return true;
  // Drivers who share a car score together. A kicked driver's GUID is replaced by one that holds "$kicked".
  const shared = car?.guids.includes(row.guid) && car.guids.includes(lap.guid);
  return shared || (isKickedGuid(row.guid) && lap.driverName === row.driverName);
}
