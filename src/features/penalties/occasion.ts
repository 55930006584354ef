import type { SessionKind } from '../../events/events.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { PenaltyParts } from './actions.ts';
import { isServedInRace } from './penalty.ts';

/** The session that a penalty belongs to. */
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
export function occasionFor(parts: Pick<PenaltyParts, 'state' | 'isFinal'>, type: PenaltyType): Occasion {
  const state = parts.state();
  const session = isServedInRace({ type }) ? state.session : sessionOfResult(state, parts.isFinal);
  if (!session) return { run: state.run, session: 0, kind: undefined, isOver: false, facts: undefined };
  if (type === 'drive-through' && session.over && session.facts.kind === 'race') {
    throw new UserError('The race is over, so a drive-through cannot be served any more: give time instead.');
  }
  if (parts.isFinal(state.run, session.ordinal) && !isServedInRace({ type })) {
    throw new UserError(`The result of ${session.facts.name} is final.`);
  }
  return { run: state.run, session: session.ordinal, kind: session.facts.kind, isOver: session.over, facts: session };
}

function sessionOfResult({ run, session, previous }: RaceState, isFinal: PenaltyParts['isFinal']): Session | undefined {
  const wasRace = previous?.facts.kind === 'race' && previous.standings.size > 0;
  const isOpen = wasRace && !isFinal(run, previous.ordinal);
  return isOpen && session?.facts.kind !== 'race' ? previous : session;
}

/** Laps that were driven before do not count. */
export function countedLaps({ run, session, facts }: Occasion, guid: string): Readonly<Record<string, number>> {
  const own = [...(facts?.standings.values() ?? [])].filter(({ driver }) => driver.guid === guid);
  return Object.fromEntries(own.map(({ driver, laps }) => [`${run}/${session}/${driver.carId}`, laps.length]));
}
