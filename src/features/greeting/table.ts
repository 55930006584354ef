/** Who was greeted on which evening. */
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

export const greetingTables: Tables = {
  room: 'greeting',
  steps: [
    `CREATE TABLE greetings (
       server TEXT NOT NULL,
       guid TEXT NOT NULL,
       evening TEXT NOT NULL,
       PRIMARY KEY (server, guid)
     ) WITHOUT ROWID;`,
  ],
};

interface Greeted {
  readonly guid: string;
  readonly evening: string;
}

/** For one server; only a driver's last evening is kept. */
export interface GreetingTable {
  has(guid: string, evening: string): boolean;
  add(greeted: Greeted): void;
}

export const greetingTable = (store: Store, server: string): GreetingTable => ({
  has: (guid, evening) =>
    store.get('SELECT 1 FROM greetings WHERE server = ? AND guid = ? AND evening = ?', server, guid, evening) !==
    undefined,
  add({ guid, evening }) {
    store.run(
      'INSERT INTO greetings VALUES (?, ?, ?) ON CONFLICT (server, guid) DO UPDATE SET evening = excluded.evening',
      server,
      guid,
      evening,
    );
  },
});
