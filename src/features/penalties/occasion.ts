/** Determines which session a penalty belongs to, and where it is served. */
import type { SessionKind } from '../../events/events.ts';
import type { Penalty, PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import type { Ledger } from './ledger.ts';
import { isForResult, lapsDriven } from './penalty.ts';

/** The session that was named, that an incident belongs to, or that is running. */
interface NamedSession extends SessionKey {
  /** Shown as S-12; absent for a session of which only its key is stored. */
  readonly id?: number | undefined;
  readonly name: string;
  readonly kind: SessionKind;
  /** Including all sessions that continue it. */
  readonly isOver: boolean;
  readonly event?: number | undefined;
}

/** The session somebody means: by its id, or by the key of its rows. */
export interface SessionChoice {
  readonly session?: number | undefined;
  readonly about?: SessionKey | undefined;
}

export interface OccasionParts {
  readonly ledger: Pick<Ledger, 'isFinal'>;
  readonly calendar: Pick<Calendar, 'get' | 'of' | 'last'>;
}

export interface Occasion extends Omit<NamedSession, 'kind'> {
  /** Undefined if no session is known. */
  readonly kind: SessionKind | undefined;
  /** The race running now: penalties served in a race are served there, whichever session they belong to. */
  readonly race: NamedRace | undefined;
}

interface NamedRace extends NamedSession {
  readonly facts: Session;
}

/**
 * A penalty belongs to the named session, otherwise to the running one. What counts in a result goes to that of the
 * previous race while no race runs and that result is open: stewards may decide after the next session has begun.
 *
 * @throws UserError for an unknown session, and if it would count in a result that is final or does not exist
 */
export function occasionFor(
  state: RaceState,
  parts: OccasionParts,
  { type, ...choice }: SessionChoice & { readonly type: PenaltyType },
): Occasion {
  const found = named(parts.calendar, choice) ?? implied(state, parts, type);
  if (isForResult({ type })) refuseWithoutResult(state, parts, type, found);
  return occasionIn(state, parts.calendar, found);
}

/** The session of an event, which nobody had to name. */
export const occasionOf = (
  state: RaceState,
  calendar: OccasionParts['calendar'],
  session: Session | undefined,
): Occasion => occasionIn(state, calendar, session && inState(state, calendar, session));

function occasionIn(state: RaceState, calendar: OccasionParts['calendar'], found: NamedSession | undefined): Occasion {
  const { run, session: running } = state;
  const race = running?.facts.kind === 'race' && !running.over ? inState(state, calendar, running) : undefined;
  if (!found) return { run, session: 0, name: '', kind: undefined, isOver: false, race };
  const { session, id, name, kind, isOver, event } = found;
  return { run: found.run, session, id, name, kind, isOver, event, race };
}

function named(calendar: OccasionParts['calendar'], { session: id, about }: SessionChoice): NamedSession | undefined {
  if (id === undefined && about === undefined) return undefined;
  const known = id === undefined ? about && calendar.of(about.run, about.session) : calendar.get(id);
  // For a session that was never recorded only its key is known; it was long ago.
  if (!known) return about && { run: about.run, session: about.session, name: '', kind: 'other', isOver: true };
  const { run, session, name, kind, event } = known;
  const last = calendar.last(run, session) ?? known;
  return { run, session, id: known.id, name, kind, event, isOver: last.state !== 'running' };
}

function implied(state: RaceState, parts: OccasionParts, type: PenaltyType): NamedSession | undefined {
  const session = isForResult({ type }) ? sessionOfResult(state, parts.ledger) : state.session;
  return session && inState(state, parts.calendar, session);
}

function inState({ run }: RaceState, calendar: OccasionParts['calendar'], session: Session): NamedRace {
  const { ordinal, facts, over } = session;
  const { id, event } = calendar.of(run, ordinal) ?? {};
  const { name, kind } = facts;
  return { run, session: ordinal, id, name: name || kind, kind, isOver: over, event, facts: session };
}

function sessionOfResult({ run, session, previous }: RaceState, ledger: Pick<Ledger, 'isFinal'>): Session | undefined {
  const wasRace = previous?.facts.kind === 'race' && previous.standings.size > 0;
  const isOpen = wasRace && !ledger.isFinal(run, previous.ordinal);
  return isOpen && session?.facts.kind !== 'race' ? previous : session;
}

function refuseWithoutResult(
  { run, previous }: RaceState,
  { ledger }: OccasionParts,
  type: PenaltyType,
  found: NamedSession | undefined,
): void {
  const before = previous?.facts.kind === 'race' && ledger.isFinal(run, previous.ordinal) ? previous.facts : undefined;
  const also = before ? ` The result of ${before.name || before.kind} is final.` : '';
  if (!found) throw new UserError(`There is no session for ${type} to count in.${also}`);
  const { kind, name } = found;
  if (kind === 'practice' || kind === 'booking') {
    throw new UserError(`${name} is a ${kind} session, which has no result for ${type} to count in.${also}`);
  }
  if (ledger.isFinal(found.run, found.session)) throw new UserError(`The result of ${name} is final.`);
}

/** Laps driven before do not count: neither in the penalty's own session, nor in the running one. */
export const countedLaps = (state: RaceState, { run, session }: Occasion, guid: string): Penalty['counted'] =>
  Object.fromEntries(
    [state.previous, state.session].flatMap((each) =>
      each && (run < state.run || each.ordinal >= session)
        ? Object.entries(lapsDriven({ run: state.run, session: each.ordinal }, each.standings.values(), guid))
        : [],
    ),
  );
