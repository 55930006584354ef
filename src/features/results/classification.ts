/** The pure rules of a result: what penalties make of an order, of times and of the file. */
import { type Classified, classify } from '../../acserver/results/classify.ts';
import type { ResultRow, Results } from '../../acserver/results/schema.ts';
import type { Amendment, ClassificationRow } from '../../events/classification.ts';
import type { Penalty } from '../../events/penalty.ts';
import { penaltyName } from '../../texts/names.ts';

/** Whether a penalty counts in the result of its session now. */
export const isAmending = ({ type, state }: Penalty): boolean =>
  (type === 'time' || type === 'disqualification') && state === 'issued';

/** The order with every penalty that stands, and where each driver would be without. */
export function classified(
  results: Results,
  penalties: readonly Penalty[],
): { rows: readonly ClassificationRow[]; amendments: readonly Amendment[] } {
  const before = new Map(classify(results).map((row) => [keyOf(row), row.position]));
  const isRace = results.type === 'RACE';
  const rows = classify(penalised(results, penalties)).map((row) => rowOf(row, before.get(keyOf(row)), isRace));
  const amendments = penalties.filter(isAmending).flatMap((penalty) => amendmentOf(penalty, rows));
  return { rows, amendments };
}

/**
 * The same results with these penalties in them, as the manager counts: time is added, and when it exceeds the driver's
 * last lap, as many whole laps come off as it covers.
 */
export function penalised(results: Results, penalties: readonly Penalty[]): Results {
  const amending = penalties.filter(isAmending);
  return {
    ...results,
    result: results.result.map((row) => {
      const own = amending.filter((penalty) => rowFor(results, penalty) === row);
      const isOut = amending.some(({ type, driver }) => type === 'disqualification' && driver.guid === row.guid);
      const seconds = own.reduce((sum, { type, amount }) => sum + (type === 'time' ? amount : 0), 0);
      const penaltyMs = row.penaltyMs + seconds * 1000;
      const penaltyLaps = seconds === 0 ? row.penaltyLaps : lapsTaken(penaltyMs, lastLapMs(results, row));
      return { ...row, penaltyMs, penaltyLaps, disqualified: row.disqualified || isOut };
    }),
  };
}

/**
 * The file with the penalties in it, in the manager's shape: times in nanoseconds, rows in the new order. What is not
 * about penalties stays as it was.
 */
export function amendedFile(results: Results, penalties: readonly Penalty[]): Record<string, unknown> {
  const { amendments } = classified(results, penalties);
  const after = penalised(results, penalties);
  const written = after.result.map((row, index) => withPenalty(rawRow(results, index), row));
  const order = classify(after).map(keyOf);
  const places = after.result.map((row) => order.indexOf(keyOf(row)));
  // Empty slots, which have no place, keep to the end.
  const sorted = written
    .map((row, index) => ({ row, place: places[index] ?? -1 }))
    .sort((a, b) => (a.place < 0 ? Infinity : a.place) - (b.place < 0 ? Infinity : b.place) || 0);
  return { ...results.raw, Result: sorted.map(({ row }) => row), Amendments: amendments.map(inFile) };
}

/** Readers of the file know no texts. */
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

const rawRow = ({ raw }: Results, index: number): Readonly<Record<string, unknown>> =>
  (raw.Result as readonly Readonly<Record<string, unknown>>[])[index] ?? {};

/** A driver who changed cars has a row for each: that of the car they were penalised in counts. */
function rowFor({ result }: Results, { driver }: Penalty): ResultRow | undefined {
  const own = result.filter(({ guid }) => guid === driver.guid);
  return own.find(({ carId }) => carId === driver.carId) ?? own[0];
}

const lastLapMs = ({ laps }: Results, row: ResultRow): number | undefined =>
  laps.findLast(({ carId, guid }) => carId === row.carId && guid === row.guid)?.lapMs;

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
  };
}

function amendmentOf(penalty: Penalty, rows: readonly ClassificationRow[]): Amendment[] {
  const { driver, type, amount, reason, reasonText } = penalty;
  if (type !== 'time' && type !== 'disqualification') return [];
  const own = rows.filter(({ guid }) => guid === driver.guid);
  const row = own.find(({ carId }) => carId === driver.carId) ?? own[0];
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

const keyOf = ({ carId, guid }: { readonly carId: number; readonly guid: string }): string => `${carId}/${guid}`;
