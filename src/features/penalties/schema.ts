import type { StoreChange, Tables } from '../../store/migrations.ts';

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

/** SQL for the type of a row; NULL for a row that cannot be read. */
export const TYPE_OF = "CASE WHEN json_valid(penalty) THEN json_extract(penalty, '$.type') END";

/** Written exactly as in the indexes below: SQLite uses them only for queries with the same expression. */
export const STANDS = "state IN ('issued', 'serving')";

/** If no result is ever made final, every penalty ever given stays active. */
export const standingPenalties: StoreChange = {
  room: 'penalties',
  number: 4,
  step: `CREATE INDEX penalties_standing ON penalties (server, number) WHERE ${STANDS};
     CREATE INDEX penalties_standing_by_type ON penalties (server, ${TYPE_OF}, number) WHERE ${STANDS};`,
};
