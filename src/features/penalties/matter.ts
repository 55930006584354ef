import type { Penalty } from '../../events/penalty.ts';
import type { Matter } from '../judging/bench.ts';
import type { Ledger } from './ledger.ts';

/** What somebody judges who says something about a penalty: its incident too, and what it took the place of belongs to one. */
export function matterOf({ decisions }: Pick<Ledger, 'decisions'>, { number, run, session, driver }: Penalty): Matter {
  return { run, session, incident: decisions.ofPenalty(number)[0]?.incident, drivers: [driver] };
}
