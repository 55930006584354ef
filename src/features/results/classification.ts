/** The pure rules of a result: how penalties change the order, the times and the file. */
import { type Classified, classify } from '../../acserver/results/classify.ts';
import { isOwnLap, personOf } from '../../acserver/results/own.ts';
import type { ResultRow, Results } from '../../acserver/results/schema.ts';
import { rawRowOf, withTakenSlots } from '../../acserver/results/takenSlots.ts';
import type { Amendment, ClassificationRow } from '../../events/classification.ts';
import type { Driver } from '../../events/driver.ts';
import type { Penalty } from '../../events/penalty.ts';
import { penaltyName } from '../../texts/names.ts';
import { statusIn } from './finishing.ts';

/** Whether a penalty now counts in the result of its session. */
export const isAmending = ({ type, state }: Penalty): boolean =>
  (type === 'time' || type === 'disqualification') && (state === 'issued' || state === 'applied');

/** The race number of a driver, if the league gave one. */
export type NumberOf = (guid: string) => string | undefined;

/** The order with every active penalty, and each driver's position without them. */
export function classified(
  file: Results,
  penalties: readonly Penalty[],
  numberOf: NumberOf = () => undefined,
): { rows: readonly ClassificationRow[]; amendments: readonly Amendment[] } {
  const results = withTakenSlots(file);
  const before = new Map(classify(results).map((row) => [keyOf(row), row.position]));
  const after = penalised(results, penalties);
  const statusOf = statusIn(after);
  const rows = oncePerPerson(classify(after)).map((row) => ({
    ...rowOf(row, before.get(keyOf(row)), results.type === 'RACE'),
    status: statusOf(row),
    car: row.model || results.cars.find(({ carId }) => carId === row.carId)?.model || undefined,
    number: numberOf(row.guid),
  }));
  const amendments = penalties.filter(isAmending).flatMap((penalty) => amendmentOf(penalty, rows));
  return { rows, amendments };
}

/**
 * The same results with these penalties, counted as the manager does: time is added, and if it exceeds the driver's
 * last lap, as many whole laps are taken off as it covers.
 */
export function penalised(results: Results, penalties: readonly Penalty[]): Results {
  const amending = penalties.filter(isAmending);
  return {
    ...results,
    result: results.result.map((row) => {
      // In each car the driver used: only one of their rows counts, and a penalty must not change which one.
      const own = amending.filter(({ driver }) => isPerson(driver, row));
      const isOut = own.some(({ type }) => type === 'disqualification');
      const seconds = own.reduce((sum, { type, amount }) => sum + (type === 'time' ? amount : 0), 0);
      const penaltyMs = row.penaltyMs + seconds * 1000;
      const penaltyLaps = seconds === 0 ? row.penaltyLaps : lapsTaken(penaltyMs, lastLapMs(results, row));
      return { ...row, penaltyMs, penaltyLaps, disqualified: row.disqualified || isOut };
    }),
  };
}

/**
 * The file with the penalties in it, in the manager's format: times in nanoseconds, rows in the new order. Everything
 * else stays as it was.
 */
export function amendedFile(file: Results, penalties: readonly Penalty[]): Record<string, unknown> {
  const { amendments } = classified(file, penalties);
  const results = withTakenSlots(file);
  const after = penalised(results, penalties);
  const written = after.result.map((row, index) => withPenalty(rawRow(results, index, row), row));
  const order = classify(after).map(keyOf);
  const places = after.result.map((row) => order.indexOf(keyOf(row)));
  // Empty slots have no place and stay at the end.
  const sorted = written
    .map((row, index) => ({ row, place: places[index] ?? -1 }))
    .sort((a, b) => (a.place < 0 ? Infinity : a.place) - (b.place < 0 ? Infinity : b.place) || 0);
  return { ...results.raw, Result: sorted.map(({ row }) => row), Amendments: amendments.map(inFile) };
}

/** Readers of the file do not know our text keys. */
const inFile = ({ reasonText: _, ...amendment }: Amendment) => amendment;

const NANOSECONDS = 1e6;

function withPenalty(raw: Readonly<Record<string, unknown>>, { penaltyMs, penaltyLaps, disqualified }: ResultRow) {
  const hasPenalty = penaltyMs > 0;
  if (!hasPenalty && !disqualified) return raw;
  return {
    ...raw,
    HasPenalty: hasPenalty,
    PenaltyTime: penaltyMs * NANOSECONDS,
    LapPenalty: penaltyLaps,
    Disqualified: disqualified,
  };
}

function rawRow({ raw }: Results, index: number, row: ResultRow): Readonly<Record<string, unknown>> {
  const rows = raw.Result as readonly Readonly<Record<string, unknown>>[] | null;
  return rows?.[index] ?? rawRowOf(row);
}

/** A driver without a GUID is identified by car and name. */
const isPerson = (
  driver: Driver,
  row: { readonly guid: string; readonly carId: number; readonly driverName: string },
) => personOf({ guid: driver.guid, carId: driver.carId, driverName: driver.name }) === personOf(row);

/** The row to show for each driver: the one with a place, otherwise the first. */
function oncePerPerson(rows: readonly Classified[]): readonly Classified[] {
  const shown = new Map(rows.toReversed().map((row) => [personOf(row), row]));
  return rows.filter((row) => shown.get(personOf(row)) === row);
}

const lastLapMs = ({ laps, cars }: Results, row: ResultRow): number | undefined =>
  laps.findLast((lap) => lap.carId === row.carId && isOwnLap(lap, row, cars))?.lapMs;

const lapsTaken = (penaltyMs: number, lapMs: number | undefined): number =>
  lapMs !== undefined && lapMs > 0 && penaltyMs > lapMs ? Math.floor(penaltyMs / lapMs) : 0;

function rowOf(row: Classified, before: number | undefined, isRace: boolean): ClassificationRow {
  const ownMs = isRace ? row.totalMs || undefined : row.bestLapMs;
  return {
    guid: row.guid,
    name: row.driverName,
    carId: row.carId,
    laps: row.laps,
    position: row.position,
    before,
    timeMs: ownMs === undefined ? undefined : ownMs + row.penaltyMs,
    penaltyMs: row.penaltyMs,
    penaltyLaps: row.penaltyLaps,
    disqualified: row.disqualified,
    bestLapMs: row.bestLapMs,
  };
}

function amendmentOf(penalty: Penalty, rows: readonly ClassificationRow[]): Amendment[] {
  const { driver, type, amount, reason, reasonText } = penalty;
  if (type !== 'time' && type !== 'disqualification') return [];
  const row = rows.find(({ guid, carId, name }) => isPerson(driver, { guid, carId, driverName: name }));
  return [
    {
      penalty: penaltyName(penalty),
      guid: driver.guid,
      name: driver.name,
      type,
      seconds: amount,
      reason,
      from: row?.before,
      to: row?.position,
      reasonText,
    },
  ];
}

const keyOf = ({ carId, guid, driverName }: Pick<ResultRow, 'carId' | 'guid' | 'driverName'>): string =>
  `${carId}/${guid}/${driverName}`;
