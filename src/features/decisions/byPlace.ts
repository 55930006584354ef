/** What is asked for by its session, or of one server by number, is found without a look at all there is. */
import type { StoreChange } from '../../store/migrations.ts';

export const decisionsByPlace: StoreChange = {
  room: 'decisions',
  number: 4,
  step: 'CREATE INDEX decisions_of_session ON decisions (server, run, session, incident);',
};

export const penaltiesByPlace: StoreChange = {
  room: 'penalties',
  number: 3,
  // Of one server by number: the number is the row's own.
  step: 'CREATE INDEX penalties_of_server ON penalties (server);',
};
