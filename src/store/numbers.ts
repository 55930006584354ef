/** The last number that was given, by table: where SQLite itself keeps it for tables that number their rows. */
import type { Rows } from './rows.ts';

/** 0 where none was. */
export const lastNumberOf = (rows: Rows, table: string): number =>
  rows.get<{ seq: number }>('SELECT seq FROM sqlite_sequence WHERE name = ?', table)?.seq ?? 0;

/** The next one is that which follows, although higher ones were to come: nobody has been given any of those. */
export function countBackTo(rows: Rows, table: string, last: number): void {
  rows.run('UPDATE sqlite_sequence SET seq = ? WHERE name = ?', last, table);
}

/** The next one is that which follows; never a lower one than without this. */
export function countOnFrom(rows: Rows, table: string, last: number): void {
  const { changes } = rows.run('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?', last, table);
  if (changes === 0) rows.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', table, last);
}
