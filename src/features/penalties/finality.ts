/** What becomes of penalties when the result that they count in is final. */
import type { EventBody } from '../../events/events.ts';
import { PENALTY_TYPES } from '../../events/penalty.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import { change } from './decisions.ts';
import type { Finalised, Ledger } from './ledger.ts';
import { canMove, isForResult, MOVES, moved } from './penalty.ts';

/**
 * Nothing follows any more from what counts in a result that is final, nor from words said in it or in a practice or
 * qualifying before it: their numbers. What goes forward stays: what a car carries, grid places, and what waits for a race.
 *
 * @param race all sessions that have this one result
 */
export function applicable(
  ledger: Pick<Ledger, 'standingIn' | 'standingBySession'>,
  calendar: Pick<Calendar, 'of'>,
  race: readonly SessionKey[],
): readonly number[] {
  const inIt = race.flatMap(({ run, session }) => ledger.standingIn(run, session, MOVES.apply.types));
  const words = ledger
    .standingBySession(WORDS)
    .filter((key) => isBefore(key, race) && calendar.of(key.run, key.session)?.kind !== 'race')
    .flatMap(({ numbers }) => numbers);
  return [...new Set([...inIt, ...words])].sort((one, other) => one - other);
}

/** Those of these that nobody has changed meanwhile. To be called inside a transaction. */
export function applied(ledger: Ledger, numbers: readonly number[], { by, at }: Finalised): EventBody[] {
  const { reason, reasonText } = ownReason({ key: 'resultFinal' });
  return ledger
    .several(numbers)
    .filter((penalty) => canMove(penalty, 'apply'))
    .map((penalty) => change(ledger, penalty, moved(penalty, 'apply'), { at, by, reason, reasonText }));
}

/**
 * The other way round, for a result that is open again: they count as they did before. What stands
 * goes on standing; nothing is given anew. To be called inside a transaction.
 */
export const reissued = (
  ledger: Ledger,
  numbers: readonly number[],
  { by, at, reason }: Finalised & { readonly reason: string },
): EventBody[] =>
  ledger
    .several(numbers)
    .filter((penalty) => canMove(penalty, 'reopen'))
    .map((penalty) => change(ledger, penalty, moved(penalty, 'reopen'), { at, by, reason }));

/** What is said and counts against somebody, and is no part of a result. */
const WORDS = PENALTY_TYPES.filter((type) => MOVES.apply.types.includes(type) && !isForResult({ type }));

/** Said in a session that nobody makes final for itself. */
const isBefore = ({ run, session }: SessionKey, race: readonly SessionKey[]): boolean =>
  race.some((key) => run < key.run || (run === key.run && session < key.session));
