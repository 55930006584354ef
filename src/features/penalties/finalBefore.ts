/** Version 0.1.0 left penalties that count in a final result active forever. */
import type { StoreChange } from '../../store/migrations.ts';

const DUE = `penalties.state = 'issued' AND final.final_at IS NOT NULL AND json_valid(penalties.penalty)
   AND json_extract(penalties.penalty, '$.type') IN ('time', 'disqualification', 'warning')`;

const FINAL = `ended_sessions AS final
   ON final.server = penalties.server AND final.run = penalties.run AND final.session = penalties.session`;

export const finalBefore: StoreChange = {
  room: 'penalties',
  number: 2,
  step(rows) {
    rows.run(
      `INSERT INTO penalty_changes (number, at, change)
       SELECT number, final.final_at, json_object('at', final.final_at, 'state', 'applied', 'by', final.final_by,
         'reason', 'the result is final', 'reasonText', json_object('key', 'resultFinal'))
       FROM penalties JOIN ${FINAL} WHERE ${DUE} ORDER BY number`,
    );
    rows.run(
      `UPDATE penalties SET state = 'applied', penalty = json_set(penalty, '$.state', 'applied')
       WHERE number IN (SELECT number FROM penalties JOIN ${FINAL} WHERE ${DUE})`,
    );
  },
};
