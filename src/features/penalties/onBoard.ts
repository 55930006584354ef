import type { Penalty } from '../../events/penalty.ts';
import type { SessionKey } from '../calendar/session.ts';
import type { Ledger } from './ledger.ts';
import { isActive } from './penalty.ts';

/** The penalties on a board: those to be driven, and what counts in the result of this race. Newest first. */
export function onBoard(ledger: Pick<Ledger, 'active' | 'ofSession'>, race: readonly SessionKey[]): readonly Penalty[] {
  const added = race.flatMap(({ run, session }) => ledger.ofSession(run, session));
  const counted = added.filter(
    (penalty) =>
      (penalty.type === 'time' || penalty.type === 'disqualification') &&
      (isActive(penalty) || penalty.state === 'applied'),
  );
  return [...ledger.active(undefined, 'drive-through', 'stop-and-go'), ...counted].sort((a, b) => b.number - a.number);
}
