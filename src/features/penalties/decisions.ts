/** Each decision writes the ledger and returns the resulting events. Call all of these inside a transaction. */
import type { Decision as Row } from '../../events/decision.ts';
import type { EventBody } from '../../events/events.ts';
import { type ConversionCause, isDrivenType, type Penalty } from '../../events/penalty.ts';
import { seenOf } from '../../events/standing.ts';
import { ownReason, type Reason } from '../../texts/reasons.ts';
import type { Judge } from '../judging/bench.ts';
import type { Ledger, NewPenalty, Ruling } from './ledger.ts';
import { type Move, moved } from './penalty.ts';
import { judgeOf } from './ruling.ts';

/** Who changed something, when, and why. */
export interface Change extends Reason {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly by: string;
  /** Absent for changes that one of our rules makes. */
  readonly byId?: string | undefined;
}

/** Who decided, when, and why. */
export interface Decision extends Reason {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly judge: Judge;
  /** The decision's number, if one was reserved. */
  readonly number?: number | undefined;
  /** The number of the decision that it replaces. */
  readonly replaces?: number | undefined;
}

/** What replaces a drive-through that was not served. */
export interface Conversion {
  /** Seconds; 0 when nothing replaces it. */
  readonly seconds: number;
  readonly cause: ConversionCause;
  /** The result that it counts in; if absent, that of the penalty itself. */
  readonly run?: number;
  readonly session?: number;
}

export function give(ledger: Ledger, facts: NewPenalty, ruling: Ruling): { penalty: Penalty; bodies: EventBody[] } {
  const penalty = ledger.add(facts, ruling);
  return { penalty, bodies: [{ type: 'penaltyGiven', penalty }] };
}

/** Marks a drive-through or stop-and-go as driven. The penalty that had replaced it is withdrawn. */
export function serve(ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] {
  rule(ledger, penalty, 'served', decision);
  return closed(ledger, penalty, 'serve', changeBy(decision));
}

/** Marks a grid penalty as used up, because the driver has started from the lower place. */
export function take(ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] {
  rule(ledger, penalty, 'served', decision);
  return closed(ledger, penalty, 'take', changeBy(decision));
}

/** Marks a kick as done: that its driver has left is a fact, not a decision. */
export const leave = (ledger: Ledger, penalty: Penalty, why: Change): EventBody[] =>
  closed(ledger, penalty, 'leave', why);

/** The driver no longer has to serve it, nor what had replaced it. */
export function withdraw(ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] {
  rule(ledger, penalty, 'withdrawn', { ...decision, replaces: penalty.number });
  return closed(ledger, penalty, 'withdraw', changeBy(decision));
}

/** Withdraws a penalty that another decision replaces; that decision has the number, the author and the reason. */
export const replace = (ledger: Ledger, penalty: Penalty, replaced: Change): EventBody[] =>
  closed(ledger, penalty, 'withdraw', replaced);

/** A drive-through was not driven: its time is added to the result instead. */
export function fail(
  ledger: Ledger,
  penalty: Penalty,
  { seconds, cause, run = penalty.run, session = penalty.session }: Conversion,
  decision: Decision,
): EventBody[] {
  const failed = moved(penalty, 'fail');
  const { incident } = rule(ledger, penalty, 'not served', decision);
  const why = changeBy(decision);
  const first = change(ledger, penalty, failed, why);
  const { number, type, driver, source } = penalty;
  // No other type can fail.
  if (seconds === 0 || !isDrivenType(type)) return [first];
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
    by: why.by,
    at: why.at,
    convertedFrom: number,
    ...ownReason({ key: 'otherNotServed', params: { number, type } }),
  };
  const given = give(ledger, facts, { judge: decision.judge, incident });
  const converted = { ...moved(failed, 'convert'), convertedInto: given.penalty.number };
  return [first, ...given.bodies, change(ledger, failed, converted, why)];
}

/** Writes the numbered decision about a penalty that was given before. */
function rule(ledger: Ledger, penalty: Penalty, says: Said, decision: Decision): Row {
  const { number, run, session, driver, source } = penalty;
  const { at, judge, reason, reasonText, replaces, number: reserved } = decision;
  const incident = ledger.decisions.ofPenalty(number)[0]?.incident;
  const about = { run, session, incident, driver, penalty: number };
  return ledger.decisions.add({ ...about, says, reason, reasonText, at, replaces }, judgeOf(judge, source), reserved);
}

type Said = Extract<Row['says'], 'withdrawn' | 'served' | 'not served'>;

/** A change is reported as made by whoever decided. */
const changeBy = ({ at, judge, reason, reasonText }: Decision): Change => ({
  at,
  by: judge.by,
  byId: judge.isRule ? undefined : judge.byId,
  reason,
  reasonText,
});

/** Stores a change, and returns its event. */
export function change(ledger: Ledger, before: Penalty, after: Penalty, why: Change): EventBody {
  ledger.put(after, why);
  const { by, byId, reason, reasonText } = why;
  const was = { state: before.state, lapsLeft: before.lapsLeft };
  const seen = seenOf(ledger.decisions.ofPenalty(after.number));
  return { type: 'penaltyChanged', penalty: after, before: was, by, byId, reason, reasonText, seen };
}

function closed(
  ledger: Ledger,
  penalty: Penalty,
  move: Extract<Move, 'serve' | 'take' | 'leave' | 'withdraw'>,
  closing: Change,
): EventBody[] {
  const { convertedInto, ...own } = moved(penalty, move);
  const bodies = [change(ledger, penalty, own, closing)];
  if (convertedInto === undefined) return bodies;
  const successor = ledger.get(convertedInto);
  if (successor.state !== 'issued') return bodies;
  const { number } = penalty;
  const why = ownReason({ key: move === 'withdraw' ? 'otherWithdrawn' : 'otherServed', params: { number } });
  const { at, by } = closing;
  return [...bodies, change(ledger, successor, moved(successor, 'withdraw'), { at, by, ...why })];
}
