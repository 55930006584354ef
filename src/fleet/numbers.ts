/** Numbered items count on each edge in a range of its own, which its letter stands for. */
import { z } from 'zod';
import { UserError } from '../kit/errors.ts';
import { countRunsOn, runsIn } from '../race/runs.ts';
import { countBackTo, countOnFrom, lastNumberOf } from '../store/numbers.ts';
import type { Rows } from '../store/rows.ts';
import { numberLabel, numbersBefore } from '../texts/names.ts';

/** The tables that give numbers: penalties and decisions, incidents, sessions, events. */
const TABLES = ['decisions', 'incidents', 'sessions', 'league_events'] as const;

type CountedTable = (typeof TABLES)[number];

/** The last number given in each table. */
export type LastNumbers = Readonly<Partial<Record<CountedTable, number>>>;

/** How far an edge has counted. Plain data. */
export interface Counted {
  readonly last: LastNumbers;
  /** The last run of each server. */
  readonly runs: Readonly<Record<string, number>>;
}

const count = z.number().int().nonnegative();

/** Newer edges may send more. */
export const countedShape = z.object({
  last: z.object({
    decisions: count.optional(),
    incidents: count.optional(),
    sessions: count.optional(),
    league_events: count.optional(),
  }),
  runs: z.record(z.string(), count),
});

/**
 * New numbers have this letter from now on; existing ones keep theirs.
 *
 * @throws UserError if they have another letter already
 */
export function numberWithLetter(rows: Rows, letter: string): void {
  for (const table of TABLES) {
    const last = lastOf(rows, table);
    const [other] = /^[A-Z]/.exec(numberLabel(last)) ?? [letter];
    if (other === letter) continue;
    if (last !== numbersBefore(other)) {
      throw new UserError(
        `EDGE_LETTER ${letter} does not fit: what is in DATA_DIR has been counted with ${other}. Set EDGE_LETTER=${other}.`,
      );
    }
    // No number with that letter has been given yet.
    countBackTo(rows, table, highest(rows, table));
  }
  countNumbersOn(rows, Object.fromEntries(TABLES.map((table) => [table, numbersBefore(letter)])));
}

export const lastNumbers = (rows: Rows): LastNumbers =>
  Object.fromEntries(TABLES.map((table) => [table, lastOf(rows, table)]));

export const countedIn = (rows: Rows): Counted => ({ last: lastNumbers(rows), runs: runsIn(rows) });

/**
 * Makes sure that none of these numbers is given again, because they have been published.
 *
 * @returns whether any of them was new
 */
export function countOn(rows: Rows, told: Counted): boolean {
  const own = countedIn(rows);
  const isNews =
    TABLES.some((table) => (told.last[table] ?? 0) > (own.last[table] ?? 0)) ||
    Object.entries(told.runs).some(([server, run]) => run > (own.runs[server] ?? 0));
  if (!isNews) return false;
  countNumbersOn(rows, told.last);
  for (const [server, run] of Object.entries(told.runs)) countRunsOn(rows, server, run);
  return true;
}

/** The higher of each. */
export function furthest(one: Counted, other: Counted): Counted {
  const servers = new Set([...Object.keys(one.runs), ...Object.keys(other.runs)]);
  return {
    last: Object.fromEntries(TABLES.map((table) => [table, Math.max(one.last[table] ?? 0, other.last[table] ?? 0)])),
    runs: Object.fromEntries([...servers].map((id) => [id, Math.max(one.runs[id] ?? 0, other.runs[id] ?? 0)])),
  };
}

function countNumbersOn(rows: Rows, last: LastNumbers): void {
  for (const table of TABLES) countOnFrom(rows, table, Math.max(last[table] ?? 0, lastOf(rows, table)));
}

/** SQLite does not number incidents; take the highest number in the column. */
function lastOf(rows: Rows, table: CountedTable): number {
  const kept = lastNumberOf(rows, table);
  if (table !== 'incidents') return kept;
  return Math.max(kept, rows.get<{ last: number | null }>('SELECT max(number) AS last FROM incidents')?.last ?? 0);
}

const NUMBERED_BY: Readonly<Record<CountedTable, string>> = {
  decisions: 'number',
  incidents: 'number',
  sessions: 'id',
  league_events: 'number',
};

/** The highest number among the stored rows. */
const highest = (rows: Rows, table: CountedTable): number =>
  rows.get<{ last: number | null }>(`SELECT max(${NUMBERED_BY[table]}) AS last FROM ${table}`)?.last ?? 0;
