/**
 * Every decision writes the ledger and says what has happened by that. All of them are to be called inside a
 * transaction.
 */
import type { EventBody } from '../../events/events.ts';
import type { ConversionCause, Penalty } from '../../events/penalty.ts';
import { ownReason, type Reason } from '../../texts/reasons.ts';
import type { Ledger, NewPenalty } from './ledger.ts';
import { type Move, moved } from './penalty.ts';

/** Who decided, when, and why. */
export interface Decision extends Reason {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly by: string;
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

export function give(ledger: Ledger, facts: NewPenalty): { penalty: Penalty; bodies: EventBody[] } {
  const penalty = ledger.add(facts);
  return { penalty, bodies: [{ type: 'penaltyGiven', penalty }] };
}

/** A drive-through was driven, or a kick has happened. What had taken its place is withdrawn. */
export const serve = (ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] =>
  closed(ledger, penalty, 'serve', decision);

/** The driver does not have to serve it any more, nor what had taken its place. */
export const withdraw = (ledger: Ledger, penalty: Penalty, decision: Decision): EventBody[] =>
  closed(ledger, penalty, 'withdraw', decision);

/** A drive-through was not driven: its time goes to the result instead. */
export function fail(
  ledger: Ledger,
  penalty: Penalty,
  { seconds, cause, run = penalty.run, session = penalty.session }: Conversion,
  decision: Decision,
): EventBody[] {
  const failed = moved(penalty, 'fail');
  const first = change(ledger, penalty, failed, decision);
  if (seconds === 0) return [first];
  const { number, type, amount, laps, driver, source } = penalty;
  const given = give(ledger, {
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
  });
  const converted = { ...moved(failed, 'convert'), convertedInto: given.penalty.number };
  return [first, ...given.bodies, change(ledger, failed, converted, decision)];
}

/** Keeps what has changed, and tells it. */
export function change(ledger: Ledger, before: Penalty, after: Penalty, decision: Decision): EventBody {
  ledger.put(after, decision);
  const { by, reason, reasonText } = decision;
  const was = { state: before.state, lapsLeft: before.lapsLeft };
  return { type: 'penaltyChanged', penalty: after, before: was, by, reason, reasonText };
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
