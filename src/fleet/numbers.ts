/** What people call by number counts on each edge in a range of its own, which its letter names. */
import { UserError } from '../kit/errors.ts';
import { countOnFrom, lastNumberOf } from '../store/numbers.ts';
import type { Rows } from '../store/rows.ts';
import { numberLabel, numbersBefore } from '../texts/names.ts';

/** Where numbers are given: of penalties and decisions, incidents, sessions and events. */
const TABLES = ['decisions', 'incidents', 'sessions', 'league_events'] as const;

type Counted = (typeof TABLES)[number];

/** The last number of each that was given. */
export type LastNumbers = Readonly<Partial<Record<Counted, number>>>;

/**
 * From here on numbers have this letter; those that were given before keep theirs.
 *
 * @throws UserError where they have another letter already
 */
export function numberWithLetter(rows: Rows, letter: string): void {
  for (const table of TABLES) {
    const [other] = /^[A-Z]/.exec(numberLabel(lastOf(rows, table))) ?? [letter];
    if (other !== letter) {
      throw new UserError(
        `EDGE_LETTER ${letter} does not fit: what is in DATA_DIR has been counted with ${other}. Set EDGE_LETTER=${other}.`,
      );
    }
  }
  countOn(rows, Object.fromEntries(TABLES.map((table) => [table, numbersBefore(letter)])));
}

export const lastNumbers = (rows: Rows): LastNumbers =>
  Object.fromEntries(TABLES.map((table) => [table, lastOf(rows, table)]));

/** None of these is given once more: somebody has been told of them. */
export function countOn(rows: Rows, last: LastNumbers): void {
  for (const table of TABLES) countOnFrom(rows, table, Math.max(last[table] ?? 0, lastOf(rows, table)));
}

/** Incidents have no numbers that SQLite gives: the column says them. */
function lastOf(rows: Rows, table: Counted): number {
  const kept = lastNumberOf(rows, table);
  if (table !== 'incidents') return kept;
  return Math.max(kept, rows.get<{ last: number | null }>('SELECT max(number) AS last FROM incidents')?.last ?? 0);
}
