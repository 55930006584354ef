/** The last number given out per table, as SQLite itself keeps it for tables with AUTOINCREMENT. */
import type { Rows } from './rows.ts';

/** 0 if none was. */
export const lastNumberOf = (rows: Rows, table: string): number =>
  rows.get<{ seq: number }>('SELECT seq FROM sqlite_sequence WHERE name = ?', table)?.seq ?? 0;

/** Makes the next number follow `last`, even if the counter was higher: nobody was given the higher numbers. */
export function countBackTo(rows: Rows, table: string, last: number): void {
  rows.run('UPDATE sqlite_sequence SET seq = ? WHERE name = ?', last, table);
}

/** Makes the next number follow `last`, but never lowers the counter. */
export function countOnFrom(rows: Rows, table: string, last: number): void {
  const { changes } = rows.run('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?', last, table);
  if (changes === 0) rows.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', table, last);
}
