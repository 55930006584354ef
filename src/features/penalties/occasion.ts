/** The session that a penalty belongs to, by what runs when it is given. */
import type { SessionKind } from '../../events/events.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { Ledger } from './ledger.ts';
import { isServedInRace, lapsDriven } from './penalty.ts';

export interface Occasion {
  readonly run: number;
  readonly session: number;
  readonly kind: SessionKind | undefined;
  readonly isOver: boolean;
  readonly facts: Session | undefined;
}

/**
 * What goes to a result goes to that of the running session; once a race is over, to its result until that is final,
 * for stewards decide when the next session has begun already. What is served in a race belongs to where it was given.
 *
 * @throws UserError for a drive-through after the finish, and where the result is final
 */
export function occasionFor(state: RaceState, ledger: Pick<Ledger, 'isFinal'>, type: PenaltyType): Occasion {
  const session = isServedInRace({ type }) ? state.session : sessionOfResult(state, ledger);
  if (!session) return { run: state.run, session: 0, kind: undefined, isOver: false, facts: undefined };
  if (type === 'drive-through' && session.over && session.facts.kind === 'race') {
    throw new UserError('The race is over, so a drive-through cannot be served any more: give time instead.');
  }
  if (ledger.isFinal(state.run, session.ordinal) && !isServedInRace({ type })) {
    throw new UserError(`The result of ${session.facts.name} is final.`);
  }
  return { run: state.run, session: session.ordinal, kind: session.facts.kind, isOver: session.over, facts: session };
}

function sessionOfResult({ run, session, previous }: RaceState, ledger: Pick<Ledger, 'isFinal'>): Session | undefined {
  const wasRace = previous?.facts.kind === 'race' && previous.standings.size > 0;
  const isOpen = wasRace && !ledger.isFinal(run, previous.ordinal);
  return isOpen && session?.facts.kind !== 'race' ? previous : session;
}

/** Laps that were driven before do not count. */
export const countedLaps = ({ run, session, facts }: Occasion, guid: string): Readonly<Record<string, number>> =>
  lapsDriven({ run, session }, facts?.standings.values() ?? [], guid);
