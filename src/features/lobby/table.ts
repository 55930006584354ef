/** What the running game server registered. */
import type { Registration } from '../../acserver/lobby.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { readStoredRow } from '../../store/stored.ts';

export const lobbyTables: Tables = {
  room: 'lobby',
  steps: ['CREATE TABLE lobby_registrations (server TEXT PRIMARY KEY, registration TEXT NOT NULL);'],
};

/** What the running game server registered, kept in case Pitwall restarts after the server's files were changed. */
export interface RegistrationRecord {
  /** `registration` is undefined for a server set not to register. */
  save(registration: Registration | undefined): void;
  load(): { readonly registration?: Registration } | undefined;
}

export const registrationRecord = (store: Store, server: string): RegistrationRecord => ({
  save(registration) {
    store.run(
      `INSERT INTO lobby_registrations (server, registration) VALUES (?, ?)
       ON CONFLICT (server) DO UPDATE SET registration = excluded.registration`,
      server,
      JSON.stringify({ registration }),
    );
  },
  load() {
    const row = store.get<{ registration: string }>(
      'SELECT registration FROM lobby_registrations WHERE server = ?',
      server,
    );
    return readStoredRow(
      store,
      row,
      `lobby registration of ${server}`,
      ({ registration }) => JSON.parse(registration) as { registration?: Registration },
    );
  },
});
