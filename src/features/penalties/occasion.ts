/** The session that a penalty belongs to, and where it is served. */
import type { SessionKind } from '../../events/events.ts';
import type { Penalty, PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { Ledger } from './ledger.ts';
import { isForResult, lapsDriven } from './penalty.ts';

/** A session that somebody has named, or that an incident belongs to. */
export interface NamedSession {
  readonly run: number;
  readonly session: number;
  readonly name: string;
  readonly kind: SessionKind;
  readonly isOver: boolean;
}

export interface Occasion extends Omit<NamedSession, 'kind'> {
  /** Undefined where no session is known. */
  readonly kind: SessionKind | undefined;
  /** The race that runs now: what is served in a race is served there, whichever session it belongs to. */
  readonly race: NamedRace | undefined;
}

interface NamedRace extends NamedSession {
  readonly facts: Session;
}

/**
 * It belongs to the session that is named, else to the running one. What goes to a result goes to that of the race before
 * for as long as no race runs and that result is open, for stewards decide when the next session has begun already.
 *
 * @throws UserError where it would count in a result that is final, or that there is not
 */
export function occasionFor(
  state: RaceState,
  ledger: Pick<Ledger, 'isFinal'>,
  type: PenaltyType,
  named?: NamedSession,
): Occasion {
  const found = named ?? implied(state, ledger, type);
  if (isForResult({ type })) refuseWithoutResult(state, ledger, type, found);
  return occasionIn(state, found);
}

/** What happened in a session, without anybody's word about it. */
export const occasionOf = (state: RaceState, session: Session | undefined): Occasion =>
  occasionIn(state, session && inState(state, session));

function occasionIn(state: RaceState, found: NamedSession | undefined): Occasion {
  const race = state.session?.facts.kind === 'race' && !state.session.over ? inState(state, state.session) : undefined;
  if (!found) return { run: state.run, session: 0, name: '', kind: undefined, isOver: false, race };
  return { run: found.run, session: found.session, name: found.name, kind: found.kind, isOver: found.isOver, race };
}

function implied(state: RaceState, ledger: Pick<Ledger, 'isFinal'>, type: PenaltyType): NamedSession | undefined {
  const session = isForResult({ type }) ? sessionOfResult(state, ledger) : state.session;
  return session && inState(state, session);
}

const inState = ({ run }: RaceState, session: Session): NamedRace => ({
  run,
  session: session.ordinal,
  name: session.facts.name || session.facts.kind,
  kind: session.facts.kind,
  isOver: session.over,
  facts: session,
});

function sessionOfResult({ run, session, previous }: RaceState, ledger: Pick<Ledger, 'isFinal'>): Session | undefined {
  const wasRace = previous?.facts.kind === 'race' && previous.standings.size > 0;
  const isOpen = wasRace && !ledger.isFinal(run, previous.ordinal);
  return isOpen && session?.facts.kind !== 'race' ? previous : session;
}

function refuseWithoutResult(
  { run, previous }: RaceState,
  ledger: Pick<Ledger, 'isFinal'>,
  type: PenaltyType,
  found: NamedSession | undefined,
): void {
  const before = previous?.facts.kind === 'race' && ledger.isFinal(run, previous.ordinal) ? previous.facts : undefined;
  const also = before ? ` The result of ${before.name || before.kind} is final.` : '';
  if (!found) throw new UserError(`No session is known that ${type} could count in.${also}`);
  const { kind, name } = found;
  if (kind === 'practice' || kind === 'booking') {
    throw new UserError(`${name} has no result that ${type} could count in: it is a ${kind} session.${also}`);
  }
  if (ledger.isFinal(found.run, found.session)) throw new UserError(`The result of ${name} is final.`);
}

/** Laps that were driven before do not count: neither in its own session, nor in the one that runs. */
export const countedLaps = (state: RaceState, { run, session }: Occasion, guid: string): Penalty['counted'] =>
  Object.fromEntries(
    [state.previous, state.session].flatMap((each) =>
      each && (run < state.run || each.ordinal >= session)
        ? Object.entries(lapsDriven({ run: state.run, session: each.ordinal }, each.standings.values(), guid))
        : [],
    ),
  );
