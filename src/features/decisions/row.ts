import type { Decision } from '../../events/decision.ts';
import type { Store } from '../../store/store.ts';

/** Of what a row holds. A row that somebody has written over does not take the others along. */
export const fieldOf = (name: 'replaces' | 'at'): string =>
  `CASE WHEN json_valid(decision) THEN json_extract(decision, '$.${name}') END`;

/** One row, as it will always be. */
export function writeDecision(rows: Pick<Store, 'run'>, decision: Decision): void {
  const { number, id, server, run, session, incident, driver, penalty, points } = decision;
  // What version 0.1.0 left is written before there is a column for points.
  const [column, mark, values] = points === undefined ? ['', '', []] : [', points', ', ?', [points]];
  rows.run(
    `INSERT INTO decisions (number, id, server, run, session, incident, guid, penalty, decision${column})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?${mark})`,
    number,
    id,
    server,
    run,
    session,
    incident ?? null,
    driver.guid,
    penalty ?? null,
    JSON.stringify(decision),
    ...values,
  );
}
