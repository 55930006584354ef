/** Decisions in English, for sentences that are always in English. */
import type { Decision } from '../events/decision.ts';
import { type GivenPenalty, type Incident, withNamesakesOf } from '../events/incident.ts';
import { toldApart } from '../kit/namesakes.ts';
import { incidentTexts } from './english/incidents.ts';
import { officialTexts } from './english/officials.ts';
import { incidentName } from './names.ts';

/** "20 kg ballast for 3 laps", "racing incident" */
export const decisionInWords = (decision: Pick<Decision, 'says' | 'amount' | 'laps'>): string =>
  incidentTexts.decision(decision);

interface Decided {
  readonly incident?: Incident | undefined;
  readonly decisions: readonly Decision[];
  readonly penalties: readonly GivenPenalty[];
}

/** "INC-3: 5-second time penalty for Otto Falk (P-17, issued)", one line per driver. */
export function decidedLines({ incident, decisions, penalties }: Decided): readonly string[] {
  const among = incident ? withNamesakesOf(incident) : [];
  const about = incident ? `${incidentName(incident)}: ` : '';
  return decisions.map((decision) => {
    const given = penalties.find(({ number }) => number === decision.number);
    const standing = given ? ` (${officialTexts.penaltyStanding(given)})` : '';
    return `${about}${decisionInWords(decision)} for ${toldApart(decision.driver, among)}${standing}`;
  });
}
