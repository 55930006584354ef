import type { Decision } from '../../events/decision.ts';
import type { Store } from '../../store/store.ts';

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
