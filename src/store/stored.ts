import type { Store } from './store.ts';

/**
 * What the rows say. One that cannot be read is told and left out: it must not take the others along.
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

/** As `readStored`, for the one row there may be. */
export const readStoredRow = <Row, Value>(
  store: Pick<Store, 'skipped'>,
  row: Row | undefined,
  name: string,
  read: (row: Row) => Value,
): Value | undefined => (row === undefined ? undefined : readStored(store, [row], () => name, read)[0]);
