import type { Tables } from '../store/migrations.ts';

/**
 * On an edge: `fleet_segments` (its lives), `fleet_out` (rows for the hub, until it has them), `fleet_commands` (the
 * hub's orders). On the hub: `fleet_edges` (its position with each edge). Both have `fleet_state`.
 */
export const fleetTables: Tables = {
  room: 'fleet',
  steps: [
    `CREATE TABLE fleet_segments (
       id INTEGER PRIMARY KEY AUTOINCREMENT,
       name TEXT NOT NULL UNIQUE,
       last INTEGER NOT NULL
     );
     CREATE TABLE fleet_out (
       segment INTEGER NOT NULL,
       n INTEGER NOT NULL,
       kind TEXT NOT NULL,
       server TEXT,
       body TEXT NOT NULL,
       confirmed_at INTEGER,
       PRIMARY KEY (segment, n)
     );
     CREATE INDEX fleet_out_confirmed ON fleet_out (confirmed_at) WHERE confirmed_at IS NOT NULL;
     CREATE TABLE fleet_edges (
       id INTEGER PRIMARY KEY AUTOINCREMENT,
       edge TEXT NOT NULL,
       segment TEXT NOT NULL,
       applied INTEGER NOT NULL,
       UNIQUE (edge, segment)
     );
     CREATE TABLE fleet_state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
     CREATE TABLE fleet_commands (
       id TEXT PRIMARY KEY,
       at INTEGER NOT NULL,
       outcome TEXT
     );`,
  ],
};
