/** Checks whether a file is a store, and whether all of it can be read. */
import { StoreDamaged } from './errors.ts';
import type { Rows } from './rows.ts';

/** Every store has applied steps. For a file that lost its end, SQLite may say that the table is empty. */
export const isStore = (rows: Rows): boolean =>
  rows.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'") !== undefined &&
  rows.get('SELECT 1 FROM migrations') !== undefined;

/**
 * @param how `quick_check` checks every page, `integrity_check` also the content of the indexes
 * @throws StoreDamaged with the first problem found
 */
export function mustBeWhole(rows: Rows, path: string, how: 'quick_check' | 'integrity_check'): void {
  const found = rows.get<Readonly<Record<string, string>>>(`PRAGMA ${how}(1)`)?.[how];
  // The problem stands below a heading: "*** in database main ***".
  if (found !== 'ok') throw new StoreDamaged(path, `is damaged (${found?.trim().split('\n').at(-1)})`);
}
