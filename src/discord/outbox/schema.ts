/** The tables of the outbox. */
import type { Tables } from '../../store/migrations.ts';
import { BOARD_PINS } from './boardTable.ts';
import { KEPT_BY_KEY } from './kept.ts';
import { MOVED_CARDS } from './movedCards.ts';
import { PICTURE_FILES } from './pictures.ts';

/** SQLite only uses a partial index for queries that spell its condition the same way. */
export const outboxTables: Tables = {
  room: 'outbox',
  steps: [
    `CREATE TABLE outbox (
       id INTEGER PRIMARY KEY AUTOINCREMENT,
       channel TEXT NOT NULL,
       lane INTEGER NOT NULL,
       key TEXT,
       author TEXT,
       body TEXT NOT NULL,
       state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'dropped')),
       stands_for INTEGER,
       parcel INTEGER,
       created_at INTEGER NOT NULL,
       sending_at INTEGER,
       message_id TEXT
     );
     CREATE INDEX outbox_waiting ON outbox (channel, lane, id) WHERE state IN ('queued', 'sending');
     CREATE UNIQUE INDEX outbox_keys ON outbox (channel, key) WHERE state = 'queued' AND key IS NOT NULL;
     CREATE INDEX outbox_parcels ON outbox (parcel) WHERE state = 'sending';
     CREATE INDEX outbox_sent ON outbox (message_id) WHERE state = 'sent';
     CREATE INDEX outbox_done ON outbox (created_at) WHERE state IN ('sent', 'dropped');
     CREATE TABLE outbox_messages (
       channel TEXT NOT NULL,
       key TEXT NOT NULL,
       message_id TEXT NOT NULL,
       used_at INTEGER NOT NULL,
       PRIMARY KEY (channel, key)
     ) WITHOUT ROWID;
     CREATE TABLE installation (id TEXT PRIMARY KEY);`,
    MOVED_CARDS,
    `ALTER TABLE outbox ADD COLUMN confidential TEXT CHECK (confidential IN ('waits', 'dropped'));`,
    `ALTER TABLE outbox ADD COLUMN mentions TEXT;`,
    PICTURE_FILES,
    BOARD_PINS,
    KEPT_BY_KEY,
  ],
};
