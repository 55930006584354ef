import type { Store } from './store.ts';

/**
 * Reads rows. A row that cannot be read is reported and left out, so that the others are still read.
 *
 * @param nameOf what the row is called in the log: "event 12"
 */
export function readStored<Row, Value>(
  store: Pick<Store, 'skipped'>,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
  read: (row: Row) => Value,
): Value[] {
  return rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (error) {
      store.skipped(nameOf(row), error);
      return [];
    }
  });
}

/** Like `readStored`, for a single row that may be missing. */
export const readStoredRow = <Row, Value>(
  store: Pick<Store, 'skipped'>,
  row: Row | undefined,
  name: string,
  read: (row: Row) => Value,
): Value | undefined => (row === undefined ? undefined : readStored(store, [row], () => name, read)[0]);
