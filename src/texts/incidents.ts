import type { Incident, Verdict } from '../events/incident.ts';
import { counted, penaltyInWords, stateInWords } from './penalties.ts';

/** "INC-3": how people call it. */
export const nameOf = ({ number }: Pick<Incident, 'number'>): string => `INC-${number}`;

/** "20 kg of ballast for 3 laps", "no action" */
export const verdictInWords = ({ verdict, penalty }: Pick<Verdict, 'verdict' | 'penalty'>): string =>
  penalty ? penaltyInWords(penalty) : verdict;

/** "P-17, serving 2 of 3 laps", "P-17, served": what came of it; empty where nothing can. */
export function standingInWords({ penalty }: Pick<Verdict, 'penalty'>): string {
  if (!penalty) return '';
  return `P-${penalty.number}, ${servingInWords(penalty)}`;
}

function servingInWords(penalty: NonNullable<Verdict['penalty']>): string {
  const { state, laps, lapsLeft } = penalty;
  if (state === 'serving' && laps !== undefined && lapsLeft !== undefined) {
    return `serving ${laps - lapsLeft} of ${counted(laps, 'lap')}`;
  }
  return stateInWords(penalty);
}
