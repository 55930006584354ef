import type { Penalty } from '../../events/penalty.ts';
import type { Matter } from '../judging/bench.ts';
import type { Ledger } from './ledger.ts';

/** What a decision about a penalty concerns, including the incident; a replacement shares that of its original. */
export function matterOf({ decisions }: Pick<Ledger, 'decisions'>, { number, run, session, driver }: Penalty): Matter {
  return { run, session, incident: decisions.ofPenalty(number)[0]?.incident, drivers: [driver] };
}
