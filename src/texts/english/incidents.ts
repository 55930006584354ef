/** Incidents and decisions. */
import type { Decision } from '../../events/decision.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import { penaltyTexts } from './penalties.ts';

/** Decisions without a penalty. */
const SAID: Readonly<Record<Exclude<Decision['says'], PenaltyType>, string>> = {
  'no further action': 'no further action',
  'racing incident': 'racing incident',
  withdrawn: 'withdrawn',
  served: 'served',
  'not served': 'not served',
};

const isSaid = (says: Decision['says']): says is keyof typeof SAID => Object.hasOwn(SAID, says);

export const incidentTexts = {
  /** "20 kg ballast for 3 laps", "racing incident", "served" */
  decision: ({ says, amount = 0, laps }: Pick<Decision, 'says' | 'amount' | 'laps'>) =>
    isSaid(says) ? SAID[says] : penaltyTexts.penalty({ type: says, amount, laps }),
  /** Why a penalty is withdrawn. */
  otherDecided: () => 'replaced by another decision',
};
