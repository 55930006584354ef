import { join } from 'node:path';
import { SqliteFile } from '../../src/store/sqlite.ts';

/** Another program that keeps the store in `directory` locked for writing until the returned function is called. */
export function lockedBy(directory: string): () => void {
  const other = new SqliteFile(join(directory, 'pitwall.db'));
  // Waits for a writer to finish.
  other.wait(5000);
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}
