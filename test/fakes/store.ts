import { join } from 'node:path';
import { SqliteFile } from '../../src/store/sqlite.ts';

/** Another program that writes to the store in `directory` and takes its time, until the returned function is called. */
export function lockedBy(directory: string): () => void {
  const other = new SqliteFile(join(directory, 'pitwall.db'));
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}
