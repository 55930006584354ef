/** Decides how a penalty begins when it is given: where it is served, or what replaces it if it cannot be served. */
import type { EventBody } from '../../events/events.ts';
import { type DrivenType, isDrivenType, type Penalty } from '../../events/penalty.ts';
import { ownReason } from '../../texts/reasons.ts';
import { type PitRules, secondsInstead } from './conversion.ts';
import { give } from './decisions.ts';
import type { Ledger, NewPenalty, Ruling } from './ledger.ts';
import type { Occasion } from './occasion.ts';
import { firstState, moved } from './penalty.ts';
import { type Unservable, whyUnservable } from './servable.ts';

/** Time that replaces a penalty that can no longer be driven. */
export interface Instead {
  /** Of the penalty that cannot be driven. */
  readonly type: DrivenType;
  readonly why: Unservable;
  /** 0: nothing replaces it. */
  readonly seconds: number;
  /** The race whose result it counts in. */
  readonly run: number;
  readonly session: number;
  readonly id?: number | undefined;
  readonly name: string;
}

export interface Circumstances {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly pits: PitRules;
  /** As in `whyUnservable`. */
  readonly extraLap: boolean | undefined;
}

type Sized = Pick<Penalty, 'type' | 'amount' | 'driver'>;

/**
 * Undefined if the penalty can be driven: in the running race, or in the next one if it belongs to a session before a
 * race. A penalty that belongs to a race that is over cannot.
 */
export function insteadOf(
  { type, amount, driver }: Sized,
  { kind, isOver, race, run, session, id, name }: Occasion,
  { at, pits, extraLap }: Circumstances,
): Instead | undefined {
  if (!isDrivenType(type)) return undefined;
  const seconds = secondsInstead({ type, amount }, pits);
  if (kind === 'race' && isOver) return { type, why: 'race over', seconds, run, session, id, name };
  const why = race && whyUnservable(race.facts, driver.guid, { at, extraLap });
  return race && why && { type, why, seconds, run: race.run, session: race.session, id: race.id, name: race.name };
}

/** A penalty served in a race starts at once if a race is running; otherwise it waits for the next. */
export const beginning = ({ type }: Pick<Penalty, 'type'>, { race }: Occasion, isConfirmed: boolean) =>
  firstState(type, race?.kind, isConfirmed);

/** Call it inside a transaction. */
export function impose(
  ledger: Ledger,
  facts: NewPenalty,
  instead: Instead | undefined,
  ruling: Ruling,
): { readonly penalty: Penalty; readonly bodies: readonly EventBody[] } {
  if (!instead) return give(ledger, facts, ruling);
  const unserved = give(ledger, { ...facts, state: 'not served', lapsLeft: undefined }, ruling);
  if (instead.seconds === 0) return unserved;
  const { run, session, seconds, type, why } = instead;
  const { number, driver, source, by, at } = unserved.penalty;
  const reason = ownReason({ key: 'otherUnservable', params: { number, type, why } });
  const substitute: NewPenalty = {
    run,
    session,
    driver,
    type: 'time',
    amount: seconds,
    cause: 'penalty not served',
    source,
    by,
    at,
    reason: reason.reason,
    reasonText: reason.reasonText,
    state: 'issued',
    convertedFrom: number,
    counted: {},
  };
  const time = give(ledger, substitute, { judge: ruling.judge, incident: facts.incident });
  const penalty = { ...moved(unserved.penalty, 'convert'), convertedInto: time.penalty.number };
  ledger.put(penalty, { at, by, reason: reason.reason, reasonText: reason.reasonText });
  return { penalty, bodies: [{ type: 'penaltyGiven', penalty }, ...time.bodies] };
}
