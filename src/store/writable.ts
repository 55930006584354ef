import { StoreError } from './errors.ts';
import type { Store } from './store.ts';

/** Writes a page that says nothing new: on a full disk the lock alone can still be had. */
export function canWrite(store: Pick<Store, 'unflushed' | 'run'>): boolean {
  try {
    store.unflushed(() => store.run('PRAGMA user_version = 0'));
    return true;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}
