import type { Tables } from '../../store/migrations.ts';

export const decisionTables: Tables = {
  room: 'decisions',
  steps: [
    `CREATE TABLE decisions (
       number INTEGER PRIMARY KEY AUTOINCREMENT,
       id TEXT NOT NULL UNIQUE,
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       incident INTEGER,
       guid TEXT NOT NULL,
       penalty INTEGER,
       decision TEXT NOT NULL
     );
     CREATE INDEX decisions_of_incident ON decisions (server, incident);
     CREATE INDEX decisions_of_penalty ON decisions (server, penalty);
     CREATE INDEX decisions_of_driver ON decisions (server, guid);
     CREATE TRIGGER decisions_never_change BEFORE UPDATE ON decisions
     BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END;`,
  ],
};
