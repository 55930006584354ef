/**
 * A result as files for other programs: in the game server's own format with penalty fields, in the order that
 * Simresults needs, and as a table. Penalties count in all of them. The game server's own file is only read.
 */
import { classify } from '../../acserver/results/classify.ts';
import { isOwnLap } from '../../acserver/results/own.ts';
import type { ResultLap, ResultRow, Results } from '../../acserver/results/schema.ts';
import { rawRowOf, withTakenSlots } from '../../acserver/results/takenSlots.ts';
import type { Amendment, ClassificationRow } from '../../events/classification.ts';
import type { Penalty } from '../../events/penalty.ts';
import { amendedFile, penalised } from './classification.ts';
import { rawOf } from './rawResults.ts';

export interface ExportedFile {
  readonly name: string;
  readonly content: string;
}

/** The file as sent to the user. */
export interface SentFile {
  readonly name: string;
  /** Undefined if it is too large to be sent. */
  readonly content?: string | undefined;
}

export interface ResultExport {
  /** "Race (S-2)" */
  readonly of: string;
  readonly files: readonly SentFile[];
  /** Relative to the server's directory; undefined if that is out of reach. */
  readonly folder?: string | undefined;
}

/** For readers of results files, which need the whole file. */
export function amendedFor(file: Results, penalties: readonly Penalty[], name: string): readonly ExportedFile[] {
  const whole = Object.keys(file.raw).length > 0 ? file : { ...file, raw: rawOf(file) };
  return [
    { name: `${name}.amended.json`, content: inJson(amendedFile(whole, penalties)) },
    { name: `${name}.simresults.json`, content: inJson(simresultsFile(whole, penalties)) },
  ];
}

/** What people call drivers and cars. */
export interface LeagueNames {
  /** A driver as the league entered them; undefined if it did not. */
  readonly entrantOf: (guid: string) => { readonly name: string; readonly team?: string | undefined } | undefined;
  /** "Mazda MX5 Cup" for the folder ks_mazda_mx5_cup */
  readonly carName: (model: string) => string;
}

export const NAMES_IN_THE_GAME: LeagueNames = { entrantOf: () => undefined, carName: (model) => model };

interface Ordered {
  readonly rows: readonly ClassificationRow[];
  readonly amendments: readonly Amendment[];
  /** The session type as in results files. */
  readonly type: string;
}

/**
 * A table for spreadsheets.
 * @param points for each place of a race, from the first
 */
export const tableFor = (
  { rows, amendments, type }: Ordered,
  points: readonly number[],
  { base, names }: { readonly base: string; readonly names: LeagueNames },
): ExportedFile => ({
  name: `${base}.csv`,
  content: tableOf({ rows, amendments }, type === 'RACE' ? points : [], names),
});

export const inJson = (contents: object): string => `${JSON.stringify(contents, null, 2)}\n`;

/** acServer's value for "no time". */
const NO_LAP_MS = 999_999_999;

type Raw = Readonly<Record<string, unknown>>;

/**
 * Simresults orders by the number of laps in the list and by total time; outside races by the best lap in the list. It
 * knows no penalties and ignores the order of rows. So laps that were taken off leave the list, time is added to the
 * total, a disqualified driver has neither, and of two equal totals the later one gets a millisecond more.
 */
function simresultsFile(file: Results, penalties: readonly Penalty[]): Raw {
  const after = penalised(withTakenSlots(file), penalties);
  const order = classify(after);
  const lapsLeft = new Map(file.laps.map((lap) => [lap, lap.lapMs]));
  for (const row of order) changeLaps(row, lapsOf(after, row), { isRace: file.type === 'RACE', lapsLeft });
  const totals = apart(order);
  const rawRows = listIn(file.raw.Result);
  const rawLaps = listIn(file.raw.Laps);
  const rowIn = ({ carId, guid, driverName }: ResultRow): number =>
    after.result.findIndex((row) => row.carId === carId && row.guid === guid && row.driverName === driverName);
  return {
    ...file.raw,
    Result: order.map((row, place) => ({
      ...withoutPenalty(rawRows[rowIn(row)] ?? rawRowOf(row)),
      TotalTime: totals[place] ?? 0,
      BestLap: row.disqualified || row.bestLapMs === undefined ? NO_LAP_MS : bestOf(row, file.type),
    })),
    Laps: file.laps.flatMap((lap, index) => {
      const lapMs = lapsLeft.get(lap);
      return lapMs === undefined ? [] : [{ ...rawLaps[index], LapTime: lapMs }];
    }),
  };
}

const listIn = (list: unknown): readonly Raw[] => (Array.isArray(list) ? list : []);

const lapsOf = ({ laps, cars }: Results, row: ResultRow): readonly ResultLap[] =>
  laps.filter((lap) => lap.carId === row.carId && isOwnLap(lap, row, cars));

const bestOf = ({ bestLapMs = NO_LAP_MS, penaltyMs }: ResultRow, type: string): number =>
  type === 'RACE' ? bestLapMs : bestLapMs + penaltyMs;

interface Laps {
  readonly isRace: boolean;
  /** The time of each lap that stays. */
  readonly lapsLeft: Map<ResultLap, number>;
}

function changeLaps(row: ResultRow, own: readonly ResultLap[], { isRace, lapsLeft }: Laps): void {
  const off = row.disqualified ? own.length : row.penaltyLaps;
  for (const lap of off === 0 ? [] : own.slice(-off)) lapsLeft.delete(lap);
  if (isRace || row.penaltyMs === 0) return;
  for (const lap of own) if (lapsLeft.has(lap)) lapsLeft.set(lap, lap.lapMs + row.penaltyMs);
}

/** Total times in this order, all different among drivers with the same number of laps. */
function apart(order: ReturnType<typeof classify>): readonly number[] {
  let before = { laps: -1, totalMs: 0 };
  return order.map(({ laps, totalMs: ownMs, penaltyMs, disqualified }) => {
    if (disqualified || ownMs === 0) return 0;
    const wanted = ownMs + penaltyMs;
    const totalMs = laps === before.laps ? Math.max(wanted, before.totalMs + 1) : wanted;
    before = { laps, totalMs };
    return totalMs;
  });
}

/** Removes what another reader would count again. */
function withoutPenalty({
  HasPenalty: _,
  PenaltyTime: _time,
  LapPenalty: _laps,
  Disqualified: _out,
  ...raw
}: Raw): Raw {
  return raw;
}

const COLUMNS = 'place,guid,name,number,team,car,car name,laps,total,penalties,points';

/** Without it, Excel reads UTF-8 as the code page of Windows. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The total is in seconds; outside races it is that of the best lap. */
function tableOf(
  { rows, amendments }: Pick<Ordered, 'rows' | 'amendments'>,
  points: readonly number[],
  { entrantOf, carName }: LeagueNames,
): string {
  const lines = rows.map((row) => {
    const { position, status, guid, name, number, car, laps, timeMs, disqualified } = row;
    const entrant = entrantOf(guid);
    const own = amendments.filter((each) => each.guid === guid && each.name === name);
    return [
      cell(position === undefined ? (status ?? '') : String(position)),
      cell(guid),
      cell(entrant?.name ?? name),
      cell(number ?? ''),
      cell(entrant?.team ?? ''),
      cell(car ?? ''),
      cell(car === undefined ? '' : carName(car)),
      cell(String(laps)),
      cell(timeMs === undefined || disqualified ? '' : (timeMs / 1000).toFixed(3)),
      cell(own.map(amendmentInWords).join('; ')),
      cell(position === undefined ? '0' : String(points[position - 1] ?? 0)),
    ].join(',');
  });
  return `${BYTE_ORDER_MARK}${[COLUMNS, ...lines].join('\r\n')}\r\n`;
}

const amendmentInWords = ({ penalty, type, seconds }: Amendment): string =>
  type === 'time' ? `${penalty} +${seconds} s` : `${penalty} disqualified`;

/** A spreadsheet treats text that begins like a formula as one, unless an apostrophe precedes it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
