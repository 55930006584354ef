/**
 * Every decision writes the ledger and says what has happened by that. All of them are to be called inside a
 * transaction.
 */
import type { Decision as Row } from '../../events/decision.ts';
import type { EventBody } from '../../events/events.ts';
import type { ConversionCause, Penalty } from '../../events/penalty.ts';
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
  /** Absent for what a rule of ours does. */
  readonly byId?: string | undefined;
}

/** Who decided, when, and why. */
export interface Decision extends Reason {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly judge: Judge;
  /** The number it has, where one was reserved. */
  readonly number?: number | undefined;
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

export function give(ledger: Ledger, facts: NewPenalty, ruling: Ruling): { penalty: Penalty; bodies: EventBody[] } {
  const penalty = ledger.add(facts, ruling);
  return { penalty, bodies: [{ type: 'penaltyGiven', penalty }] };
}

/** A drive-through was driven, or a kick has happened. What had taken its place is withdrawn. */
export function serve(ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] {
  // That somebody who was sent away has left is a fact, which nobody decides.
  if (penalty.type !== 'kick') rule(ledger, penalty, 'served', decision);
  return closed(ledger, penalty, 'serve', changeBy(decision));
}

/** The driver does not have to serve it any more, nor what had taken its place. */
export function withdraw(ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] {
  rule(ledger, penalty, 'withdrawn', { ...decision, replaces: penalty.number });
  return closed(ledger, penalty, 'withdraw', changeBy(decision));
}

/** Another decision takes the place of the one that gave it: that one has the number, and says who and why. */
export const replace = (ledger: Ledger, penalty: Penalty, replaced: Change): EventBody[] =>
  closed(ledger, penalty, 'withdraw', replaced);

/** A drive-through was not driven: its time goes to the result instead. */
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
    by: why.by,
    at: why.at,
    convertedFrom: number,
    ...ownReason({ key: 'otherNotServed', params: { number, type, amount, laps } }),
  };
  const given = give(ledger, facts, { judge: decision.judge, incident });
  const converted = { ...moved(failed, 'convert'), convertedInto: given.penalty.number };
  return [first, ...given.bodies, change(ledger, failed, converted, why)];
}

/** The numbered row of what is said about a penalty that was given before. */
function rule(ledger: Ledger, penalty: Penalty, says: Said, decision: Decision): Row {
  const { number, run, session, driver, source } = penalty;
  const { at, judge, reason, reasonText, replaces, number: reserved } = decision;
  const incident = ledger.decisions.ofPenalty(number)[0]?.incident;
  const about = { run, session, incident, driver, penalty: number };
  return ledger.decisions.add({ ...about, says, reason, reasonText, at, replaces }, judgeOf(judge, source), reserved);
}

type Said = Extract<Row['says'], 'withdrawn' | 'served' | 'not served'>;

/** What a decision changes is told as done by whoever decided. */
const changeBy = ({ at, judge, reason, reasonText }: Decision): Change => ({
  at,
  by: judge.by,
  byId: judge.isRule ? undefined : judge.byId,
  reason,
  reasonText,
});

/** Keeps what has changed, and tells it. */
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
  move: Extract<Move, 'serve' | 'withdraw'>,
  closing: Change,
): EventBody[] {
  const { convertedInto, ...own } = moved(penalty, move);
  const bodies = [change(ledger, penalty, own, closing)];
  if (convertedInto === undefined) return bodies;
  const successor = ledger.get(convertedInto);
  if (successor.state !== 'issued') return bodies;
  const { number } = penalty;
  const why = ownReason({ key: move === 'serve' ? 'otherServed' : 'otherWithdrawn', params: { number } });
  const { at, by } = closing;
  return [...bodies, change(ledger, successor, moved(successor, 'withdraw'), { at, by, ...why })];
}
