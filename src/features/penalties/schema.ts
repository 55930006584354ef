import type { Tables } from '../../store/migrations.ts';

export const penaltyTables: Tables = {
  room: 'penalties',
  steps: [
    `CREATE TABLE penalties (
       number INTEGER PRIMARY KEY AUTOINCREMENT,
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       guid TEXT NOT NULL,
       state TEXT NOT NULL,
       penalty TEXT NOT NULL
     );
     CREATE INDEX penalties_of_driver ON penalties (server, guid);
     CREATE INDEX penalties_of_session ON penalties (server, run, session);
     CREATE TABLE penalty_changes (
       id INTEGER PRIMARY KEY,
       number INTEGER NOT NULL REFERENCES penalties (number),
       at INTEGER NOT NULL,
       change TEXT NOT NULL
     );
     CREATE INDEX changes_of_penalty ON penalty_changes (number);`,
  ],
};
