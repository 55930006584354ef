/** What happens to penalties when the result they count in becomes final. */
import type { EventBody } from '../../events/events.ts';
import { PENALTY_TYPES } from '../../events/penalty.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import { change } from './decisions.ts';
import type { Finalised, Ledger } from './ledger.ts';
import { canMove, isForResult, MOVES, moved } from './penalty.ts';

/**
 * The numbers of penalties that have no further effect: those that count in a final result, and words (reprimand,
 * warning) in it or in a practice or qualifying before it. Loads, grid places and what waits for a race stay active.
 *
 * @param race all sessions that share this one result
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

/** Marks those that nobody has changed meanwhile as applied. Call it inside a transaction. */
export function applied(ledger: Ledger, numbers: readonly number[], { by, at }: Finalised): EventBody[] {
  const { reason, reasonText } = ownReason({ key: 'resultFinal' });
  return ledger
    .several(numbers)
    .filter((penalty) => canMove(penalty, 'apply'))
    .map((penalty) => change(ledger, penalty, moved(penalty, 'apply'), { at, by, reason, reasonText }));
}

/**
 * The reverse, for a result that is reopened: the penalties count as they did before. Active ones stay active; none is
 * given again. Call it inside a transaction.
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

/** Types that are only said and count against a driver, without being part of a result. */
const WORDS = PENALTY_TYPES.filter((type) => MOVES.apply.types.includes(type) && !isForResult({ type }));

/** Whether the session came before the race: such sessions are not made final on their own. */
const isBefore = ({ run, session }: SessionKey, race: readonly SessionKey[]): boolean =>
  race.some((key) => run < key.run || (run === key.run && session < key.session));
