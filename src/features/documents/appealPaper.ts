/** Documents about appeals: one for an answer that changed nothing. A changed decision has a document anyway. */
import type { Appeal } from '../../events/appeal.ts';
import type { DocumentDecision, RaceDocument } from '../../events/document.ts';
import type { Driver } from '../../events/driver.ts';
import type { Verdict } from '../../events/standing.ts';

/** An answer that lets the decision stand, and everybody who gets it. */
export interface StandingAnswer {
  readonly says: Extract<DocumentDecision['says'], 'upheld' | 'inadmissible'>;
  readonly reason: string;
  readonly by: readonly Driver[];
  readonly decision: Appeal['decision'];
}

/** Undefined until somebody has answered, and if the answer changed something. */
export function standingAnswer(against: readonly Appeal[]): StandingAnswer | undefined {
  const answered = against.filter(({ answer }) => answer !== undefined);
  const [first] = answered;
  if (!first?.answer || first.answer.says === 'changed') return undefined;
  const { says, reason } = first.answer;
  return { says, reason, by: answered.map(({ driver }) => driver), decision: first.decision };
}

/** The drivers whose appeals a decision answered by replacing another one. */
export const changedFor = (against: readonly Appeal[]): readonly Driver[] =>
  against.flatMap(({ answer, driver }) => (answer?.says === 'changed' ? [driver] : []));

/** The answer, as a document next to that of the decision. */
export function answerPaper(
  { says, reason, by, decision }: StandingAnswer,
  verdict: Verdict,
  { of, document }: { readonly of: Omit<RaceDocument, 'number' | 'at'>; readonly document: number | undefined },
): Omit<RaceDocument, 'number' | 'at'> {
  return {
    event: of.event,
    session: of.session,
    incident: of.incident,
    driver: of.driver,
    car: of.car,
    team: of.team,
    raceNumber: of.raceNumber,
    moment: of.moment,
    fact: { is: 'appeal', by, decision, document },
    decision: { number: verdict.number, says, penalty: verdict.penalty },
    reason,
    by: 'stewards',
  };
}

/** The matter key of an answer. */
export const answerKey = (verdict: number): string => `appeal ${verdict}`;
