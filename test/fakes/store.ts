import { join } from 'node:path';
import { SqliteFile } from '../../src/store/sqlite.ts';

/** Another program that writes to the store in `directory` and takes its time, until the returned function is called. */
export function lockedBy(directory: string): () => void {
  const other = new SqliteFile(join(directory, 'pitwall.db'));
  // Whoever is just writing is let finish.
  other.wait(5000);
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}
