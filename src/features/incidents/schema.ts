/** The tables of incidents. */
import type { Tables } from '../../store/migrations.ts';

/** Grazes are rows without a number: they can still become part of an incident, or be reported. */
export const incidentTables: Tables = {
  room: 'incidents',
  steps: [
    `CREATE TABLE incidents (
       id INTEGER PRIMARY KEY,
       number INTEGER UNIQUE,
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       first_at INTEGER NOT NULL,
       last_at INTEGER NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('open', 'decided', 'closed')),
       contacts TEXT NOT NULL,
       facts TEXT NOT NULL,
       seconds TEXT NOT NULL
     );
     CREATE INDEX incidents_by_time ON incidents (server, last_at);
     CREATE TABLE incident_drivers (
       incident INTEGER NOT NULL REFERENCES incidents (id),
       guid TEXT NOT NULL,
       PRIMARY KEY (incident, guid)
     ) WITHOUT ROWID;
     CREATE INDEX incidents_of_driver ON incident_drivers (guid, incident);
     CREATE TABLE verdicts (
       incident INTEGER NOT NULL REFERENCES incidents (number),
       guid TEXT NOT NULL,
       verdict TEXT NOT NULL,
       by TEXT NOT NULL,
       at INTEGER NOT NULL,
       reason TEXT NOT NULL,
       penalty INTEGER,
       standing TEXT,
       PRIMARY KEY (incident, guid)
     ) WITHOUT ROWID;`,
    // The state follows from the decisions, and from whether the result is final.
    `ALTER TABLE incidents DROP COLUMN state;
     ALTER TABLE incidents ADD COLUMN merged_into INTEGER;`,
    // Columns stored after a row's evidence can only be reached by reading all of it.
    'CREATE INDEX incidents_of_session ON incidents (server, run, session, number, merged_into, first_at);',
    `CREATE INDEX incidents_of_server ON incidents (server, number);
     CREATE INDEX incidents_merged ON incidents (merged_into) WHERE merged_into IS NOT NULL;`,
    // Up to which number the incidents of a session were announced, after its result became final.
    `CREATE TABLE incidents_to_tell (
       server TEXT NOT NULL,
       run INTEGER NOT NULL,
       session INTEGER NOT NULL,
       told INTEGER NOT NULL,
       PRIMARY KEY (server, run, session)
     ) WITHOUT ROWID;`,
    // One row per car: in a pile-up, all positions together are megabytes, and each contact adds to those of two cars.
    `CREATE TABLE incident_positions (
       incident INTEGER NOT NULL REFERENCES incidents (id),
       car_id INTEGER NOT NULL,
       samples TEXT NOT NULL,
       PRIMARY KEY (incident, car_id)
     );
     INSERT INTO incident_positions SELECT incidents.id, each.key, each.value FROM incidents, json_each(seconds) AS each;
     ALTER TABLE incidents DROP COLUMN seconds;`,
  ],
};
