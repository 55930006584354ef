/**
 * Every decision writes the ledger and says what has happened by that. All of them are to be called inside a
 * transaction.
 */
import type { Decision as Row } from '../../events/decision.ts';
import type { EventBody } from '../../events/events.ts';
import type { ConversionCause, Penalty } from '../../events/penalty.ts';
import { ownReason, type Reason } from '../../texts/reasons.ts';
import { seenOf, unsaidId } from '../decisions/standing.ts';
import type { Ledger, NewPenalty, Ruling } from './ledger.ts';
import { type Move, moved } from './penalty.ts';

/** Who decided, when, and why. */
export interface Decision extends Reason {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly by: string;
  /** Absent for what a rule of ours decides. */
  readonly byId?: string | undefined;
  /** The number of the decision whose place it takes. */
  readonly replaces?: number | undefined;
}

/** What takes the place of a drive-through that was not served. */
export interface Conversion {
  /** Seconds; 0 when nothing takes its place. */
  readonly seconds: number;
  readonly cause: ConversionCause;
  /** The result that it counts in; that of the penalty itself when absent. */
  readonly run?: number;
  readonly session?: number;
}

export function give(ledger: Ledger, facts: NewPenalty, ruling?: Ruling): { penalty: Penalty; bodies: EventBody[] } {
  const penalty = ledger.add(facts, ruling);
  return { penalty, bodies: [{ type: 'penaltyGiven', penalty }] };
}

/** A drive-through was driven, or a kick has happened. What had taken its place is withdrawn. */
export function serve(ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] {
  // That somebody who was sent away has left is a fact, which nobody decides.
  if (penalty.type !== 'kick') rule(ledger, penalty, 'served', decision);
  return closed(ledger, penalty, 'serve', decision);
}

/** The driver does not have to serve it any more, nor what had taken its place. */
export function withdraw(ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] {
  rule(ledger, penalty, 'withdrawn', { ...decision, replaces: penalty.number });
  return closed(ledger, penalty, 'withdraw', decision);
}

/** Another decision takes the place of the one that gave it: that one has the number, and says who and why. */
export const replace = (ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] =>
  closed(ledger, penalty, 'withdraw', decision);

/** A drive-through was not driven: its time goes to the result instead. */
export function fail(
  ledger: Ledger,
  penalty: Penalty,
  { seconds, cause, run = penalty.run, session = penalty.session }: Conversion,
  decision: Decision,
): EventBody[] {
  const failed = moved(penalty, 'fail');
  const { incident } = rule(ledger, penalty, 'not served', decision);
  const first = change(ledger, penalty, failed, decision);
  if (seconds === 0) return [first];
  const { number, type, amount, laps, driver, source } = penalty;
  const facts: NewPenalty = {
    run,
    session,
    driver,
    source,
    type: 'time',
    amount: seconds,
    cause,
    state: 'issued',
    counted: {},
    by: decision.by,
    at: decision.at,
    convertedFrom: number,
    ...ownReason({ key: 'otherNotServed', params: { number, type, amount, laps } }),
  };
  const given = give(ledger, facts, { byId: decision.byId ?? unsaidId(source), incident });
  const converted = { ...moved(failed, 'convert'), convertedInto: given.penalty.number };
  return [first, ...given.bodies, change(ledger, failed, converted, decision)];
}

/** The numbered row of what is said about a penalty that was given before. */
function rule(ledger: Ledger, penalty: Penalty, says: Said, decision: Decision): Row {
  const { number, run, session, driver, source } = penalty;
  const { at, by, byId = unsaidId(source), reason, reasonText, replaces } = decision;
  const incident = ledger.decisions.ofPenalty(number)[0]?.incident;
  const about = { run, session, incident, driver, penalty: number };
  return ledger.decisions.add({ ...about, says, reason, reasonText, by, byId, at, replaces });
}

type Said = Extract<Row['says'], 'withdrawn' | 'served' | 'not served'>;

/** Keeps what has changed, and tells it. */
export function change(ledger: Ledger, before: Penalty, after: Penalty, decision: Decision): EventBody {
  ledger.put(after, decision);
  const { by, byId, reason, reasonText } = decision;
  const was = { state: before.state, lapsLeft: before.lapsLeft };
  const seen = seenOf(ledger.decisions.ofPenalty(after.number));
  return { type: 'penaltyChanged', penalty: after, before: was, by, byId, reason, reasonText, seen };
}

function closed(
  ledger: Ledger,
  penalty: Penalty,
  move: Extract<Move, 'serve' | 'withdraw'>,
  decision: Decision,
): EventBody[] {
  const { convertedInto, ...own } = moved(penalty, move);
  const bodies = [change(ledger, penalty, own, decision)];
  if (convertedInto === undefined) return bodies;
  const successor = ledger.get(convertedInto);
  if (successor.state !== 'issued') return bodies;
  const { number } = penalty;
  const why = ownReason({ key: move === 'serve' ? 'otherServed' : 'otherWithdrawn', params: { number } });
  const { at, by } = decision;
  return [...bodies, change(ledger, successor, moved(successor, 'withdraw'), { at, by, ...why })];
}
