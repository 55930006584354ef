/** What becomes of penalties when the result that they count in is final. */
import type { EventBody } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import { change } from './decisions.ts';
import type { Finalised, Ledger } from './ledger.ts';
import { canMove, isForResult, moved } from './penalty.ts';

/**
 * Nothing follows any more from what counts in a result that is final, nor from words said in it or in a practice or
 * qualifying before it. What goes forward stays: what a car carries, grid places, and what waits for a race. To be called
 * inside the transaction that makes it final.
 *
 * @param race all sessions that have this one result
 */
export function applied(
  ledger: Ledger,
  calendar: Pick<Calendar, 'of'>,
  { race, by, at }: Finalised & { readonly race: readonly SessionKey[] },
): EventBody[] {
  const reason = ownReason({ key: 'resultFinal' });
  return ledger
    .active()
    .filter((penalty) => canMove(penalty, 'apply') && (isOf(race, penalty) || isBygone(penalty, race, calendar)))
    .map((penalty) =>
      change(ledger, penalty, moved(penalty, 'apply'), {
        at,
        by,
        reason: reason.reason,
        reasonText: reason.reasonText,
      }),
    );
}

/**
 * The other way round, for a result that is open again: what was applied with it counts as it did before. What stands
 * goes on standing; nothing is given anew. To be called inside the transaction that opens it.
 *
 * @param final when it had been made final: what became final with another result stays so
 */
export function reissued(
  ledger: Ledger,
  final: Finalised,
  { by, at, reason }: Finalised & { readonly reason: string },
): EventBody[] {
  return ledger
    .appliedSince(final.at)
    .filter(({ number }) => ledger.history(number).at(-1)?.at === final.at)
    .map((penalty) => change(ledger, penalty, moved(penalty, 'reopen'), { at, by, reason }));
}

const isOf = (keys: readonly SessionKey[], { run, session }: SessionKey): boolean =>
  keys.some((key) => key.run === run && key.session === session);

/** A word in a session that nobody makes final for itself. */
function isBygone(penalty: Penalty, race: readonly SessionKey[], calendar: Pick<Calendar, 'of'>): boolean {
  const { run, session } = penalty;
  const isBefore = race.some((key) => run < key.run || (run === key.run && session < key.session));
  return isBefore && !isForResult(penalty) && calendar.of(run, session)?.kind !== 'race';
}
