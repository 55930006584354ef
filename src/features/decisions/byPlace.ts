/** Indexes, so that queries by session, or by number on one server, need no full table scan. */
import type { StoreChange } from '../../store/migrations.ts';

export const decisionsByPlace: StoreChange = {
  room: 'decisions',
  number: 4,
  step: 'CREATE INDEX decisions_of_session ON decisions (server, run, session, incident);',
};

export const penaltiesByPlace: StoreChange = {
  room: 'penalties',
  number: 3,
  // For queries by number on one server; the number is the row id.
  step: 'CREATE INDEX penalties_of_server ON penalties (server);',
};
