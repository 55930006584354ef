import type { Decision } from '../../events/decision.ts';
import type { Store } from '../../store/store.ts';

/** A field of a row's JSON; null for a row that somebody has overwritten, so that the others are still read. */
export const fieldOf = (name: 'replaces' | 'at'): string =>
  `CASE WHEN json_valid(decision) THEN json_extract(decision, '$.${name}') END`;

/** Writes one row. Rows never change. */
export function writeDecision(rows: Pick<Store, 'run'>, decision: Decision): void {
  const { number, id, server, run, session, incident, driver, penalty, points } = decision;
  // The rows of version 0.1.0 are written before the column for points exists.
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
