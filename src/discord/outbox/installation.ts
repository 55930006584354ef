import { randomBytes } from 'node:crypto';
import type { Store } from '../../store/store.ts';

/** A random id of its own, made at its first start. */
export function installationOf(store: Store): string {
  const known = store.get<{ id: string }>('SELECT id FROM installation')?.id;
  if (known !== undefined) return known;
  const id = randomBytes(4).toString('hex');
  store.run('INSERT INTO installation (id) VALUES (?)', id);
  return id;
}
