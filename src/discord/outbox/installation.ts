import { randomBytes } from 'node:crypto';
import { countOnFrom, lastNumberOf } from '../../store/numbers.ts';
import type { Store } from '../../store/store.ts';

/** The installation's random id, created at its first start. */
export function installationOf(store: Store): string {
  const known = idOf(store);
  if (known !== undefined) return known;
  const id = randomBytes(4).toString('hex');
  store.run('INSERT INTO installation (id) VALUES (?)', id);
  return id;
}

/**
 * Discord discards a message whose number (nonce) it has seen minutes ago. A store restored from a backup would reuse
 * the numbers of everything posted since. So at each later start numbers continue from the current time, and waiting
 * posts get new ones. Posts in doubt keep the number they were sent with.
 *
 * @param now UTC, milliseconds
 */
export function numberAnew(store: Store, now: number): void {
  if (idOf(store) === undefined) return;
  store.transaction(() => {
    const last = Math.max(lastNumberOf(store, 'outbox'), now);
    countOnFrom(store, 'outbox', last);
    const waiting = store.get<{ first: number | null; end: number }>(
      "SELECT min(id) AS first, max(id) AS end FROM outbox WHERE state = 'queued'",
    );
    if (!waiting || waiting.first === null) return;
    const by = last + 1 - waiting.first;
    store.run("UPDATE outbox SET id = id + ? WHERE state = 'queued'", by);
    countOnFrom(store, 'outbox', waiting.end + by);
  });
}

const idOf = (store: Store): string | undefined => store.get<{ id: string }>('SELECT id FROM installation')?.id;
