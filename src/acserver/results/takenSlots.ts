/** Drivers whose slot was taken over: acServer's rows show the last driver of each slot, its laps show everybody. */
import { isOwnGuid, isOwnLap } from './own.ts';
import type { ResultLap, ResultRow, Results } from './schema.ts';

/** The same with an extra row for every driver with laps that belong to no row. */
export const withTakenSlots = (results: Results): Results => ({
  ...results,
  result: [...results.result, ...rowsOfTakenSlots(results)],
});

function rowsOfTakenSlots({ cars, laps, result }: Results): readonly ResultRow[] {
  const lost = laps.filter((lap) => !result.some((row) => row.carId === lap.carId && isOwnLap(lap, row, cars)));
  const isSame = (a: ResultLap, b: ResultLap) =>
    a.carId === b.carId && a.guid === b.guid && (isOwnGuid(a.guid) || a.driverName === b.driverName);
  const firsts = lost.filter((lap, index) => lost.findIndex((each) => isSame(each, lap)) === index);
  return firsts.map((first) =>
    rowOf(
      first,
      lost.filter((lap) => isSame(first, lap)),
    ),
  );
}

function rowOf({ carId, guid, driverName, model }: ResultLap, own: readonly ResultLap[]): ResultRow {
  const valid = own.filter(({ cuts }) => cuts === 0).map(({ lapMs }) => lapMs);
  const last = own.at(-1);
  return {
    carId,
    guid,
    driverName,
    model,
    bestLapMs: valid.length === 0 ? undefined : Math.min(...valid),
    totalMs: own.reduce((sum, { lapMs }) => sum + lapMs, 0),
    ballastKg: last?.ballastKg ?? 0,
    restrictor: last?.restrictor ?? 0,
    penaltyMs: 0,
    penaltyLaps: 0,
    disqualified: false,
  };
}

/** acServer's "no time". */
const NO_LAP_MS = 999_999_999;

/** Such a row in acServer's format. */
export const rawRowOf = (row: ResultRow): Readonly<Record<string, unknown>> => ({
  DriverName: row.driverName,
  DriverGuid: row.guid,
  CarId: row.carId,
  CarModel: row.model,
  BestLap: row.bestLapMs ?? NO_LAP_MS,
  TotalTime: row.totalMs,
  BallastKG: row.ballastKg,
  Restrictor: row.restrictor,
});
