/** Game server processes that an earlier Pitwall left running. */
import type { ProcessRecord, ProcessRecordStore } from '../acserver/process.ts';
import type { Tables } from '../store/migrations.ts';
import type { Store } from '../store/store.ts';
import { readStoredRow } from '../store/stored.ts';

export const processTables: Tables = {
  room: 'acserver',
  steps: ['CREATE TABLE processes (server TEXT PRIMARY KEY, record TEXT NOT NULL);'],
};

/** Lets the next Pitwall find the game server that this one started. */
export const processRecords = (store: Store, server: string): ProcessRecordStore => ({
  load() {
    const row = store.get<{ record: string }>('SELECT record FROM processes WHERE server = ?', server);
    return readStoredRow(store, row, `process of ${server}`, ({ record }) => JSON.parse(record) as ProcessRecord);
  },
  save(record) {
    store.run(
      'INSERT INTO processes (server, record) VALUES (?, ?) ON CONFLICT (server) DO UPDATE SET record = excluded.record',
      server,
      JSON.stringify(record),
    );
  },
  clear() {
    store.run('DELETE FROM processes WHERE server = ?', server);
  },
});
