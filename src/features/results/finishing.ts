/** Who did not finish or did not start in a race, as far as a list of laps shows it. */
import { isOwnLap } from '../../acserver/results/own.ts';
import type { ResultLap, ResultRow, Results } from '../../acserver/results/schema.ts';
import type { ClassificationRow } from '../../events/classification.ts';

/** A car that has not crossed the line for this many of its usual laps is no longer driven. */
const MISSING_LAPS = 1.5;

/**
 * acServer does not record who finished, and ends the race a while after the winner finishes: a driver who is on a lap
 * then never crosses the line again. So only a silence longer than a lap shows that a driver had stopped. A driver who
 * stopped on the last lap cannot be told from one who was cut off.
 */
export function statusIn(file: Results): (row: ResultRow) => ClassificationRow['status'] {
  const lapsOf = (row: ResultRow) =>
    file.laps.filter((lap) => lap.carId === row.carId && isOwnLap(lap, row, file.cars));
  const all = file.type === 'RACE' ? file.result.map(lapsOf) : [];
  const most = Math.max(0, ...all.map(({ length }) => length));
  const flagMs = Math.min(...all.filter(({ length }) => length === most).map(lastMs));
  return (row) => {
    if (row.disqualified) return 'DSQ';
    if (file.type !== 'RACE' || most === 0) return undefined;
    const laps = lapsOf(row);
    // For laps that are only counted, it is unknown when they were driven.
    if (laps.length === 0 && row.laps) return undefined;
    if (laps.length === 0) return wasThere(row, file) ? 'DNF' : 'DNS';
    // Files of some tools have no times of day.
    return flagMs > 0 && lastMs(laps) + MISSING_LAPS * usualMs(laps) < flagMs ? 'DNF' : undefined;
  };
}

const lastMs = (laps: readonly ResultLap[]): number => Math.max(0, ...laps.map(({ serverMs }) => serverMs));

/** The median, the faster of two: a lap with a stop or a spin says nothing about the next one. */
const usualMs = (laps: readonly ResultLap[]): number =>
  laps.map(({ lapMs }) => lapMs).sort((a, b) => a - b)[Math.floor((laps.length - 1) / 2)] ?? 0;

/** A driver without a lap who hit something, or has a time, had started. */
const wasThere = (row: ResultRow, { contacts }: Results): boolean =>
  row.totalMs > 0 ||
  contacts.some(
    ({ carId, guid, driverName }) => carId === row.carId && guid === row.guid && driverName === row.driverName,
  );
