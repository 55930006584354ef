/** The decision that gives a penalty. */
import type { Penalty } from '../../events/penalty.ts';
import { unsaidId } from '../../events/standing.ts';
import type { NewDecision } from '../decisions/table.ts';
import { byRule, type Judge } from '../judging/bench.ts';

/** What it says beside the penalty itself. */
export interface Ruling {
  readonly judge: Judge;
  readonly infringement?: string | undefined;
  /** The number it has, where one was reserved. */
  readonly number?: number | undefined;
  /** For the licence. */
  readonly points?: number | undefined;
  /** The number of the decision whose place it takes. */
  readonly replaces?: number | undefined;
  /** The incident of a penalty that took the place of one given there. */
  readonly incident?: number | undefined;
}

/** What is written, who signs it, and the number it has where one was reserved. */
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

/** What a rule says of the manager's is the manager's word, and of all else ours. */
export const judgeOf = (judge: Judge, source: Penalty['source']): Judge =>
  judge.isRule ? byRule(judge.by, unsaidId(source)) : judge;
