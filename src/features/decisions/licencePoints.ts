/** Adds a column for licence points, so that they can be counted. */
import type { StoreChange } from '../../store/migrations.ts';

export const licencePoints: StoreChange = {
  room: 'decisions',
  number: 3,
  step: `ALTER TABLE decisions ADD COLUMN points INTEGER;
    CREATE INDEX decisions_with_points ON decisions (server, guid) WHERE points > 0;`,
};
