/** The decision that gives a penalty. */
import type { Penalty } from '../../events/penalty.ts';
import { unsaidId } from '../../events/standing.ts';
import type { NewDecision } from '../decisions/table.ts';
import { byRule, type Judge } from '../judging/bench.ts';

/** What it says besides the penalty itself. */
export interface Ruling {
  readonly judge: Judge;
  readonly infringement?: string | undefined;
  /** The decision's number, if one was reserved. */
  readonly number?: number | undefined;
  /** Licence points. */
  readonly points?: number | undefined;
  /** The number of the decision that it replaces. */
  readonly replaces?: number | undefined;
  /** For a penalty that replaced one given for an incident: that incident. */
  readonly incident?: number | undefined;
}

/** The decision to write, its author, and its number if one was reserved. */
export function decisionFor(
  facts: Omit<Penalty, 'number' | 'server'>,
  ruling: Ruling,
): readonly [Omit<NewDecision, 'penalty'>, Judge, number | undefined] {
  const { run, session, driver, type, amount, laps, reason, reasonText, at, convertedFrom } = facts;
  const row = {
    run,
    session,
    incident: facts.incident ?? ruling.incident,
    driver,
    says: type,
    amount: amount || undefined,
    laps,
    infringement: ruling.infringement,
    points: ruling.points,
    reason,
    reasonText,
    at,
    replaces: ruling.replaces,
    converts: convertedFrom,
  };
  return [row, judgeOf(ruling.judge, facts.source), ruling.number];
}

/** A rule's decision about a manager's penalty is attributed to the manager, any other to Pitwall. */
export const judgeOf = (judge: Judge, source: Penalty['source']): Judge =>
  judge.isRule ? byRule(judge.by, unsaidId(source)) : judge;
