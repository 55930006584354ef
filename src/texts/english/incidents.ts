/** Incidents and decisions. */
import type { Decision } from '../../events/decision.ts';
import type { IncidentState } from '../../events/incident.ts';
import type { PenaltyState, PenaltyType } from '../../events/penalty.ts';
import { incidentName, penaltyName } from '../names.ts';
import { counting } from '../plural.ts';
import { penaltyTexts } from './penalties.ts';

const count = counting('en');

interface CarriedOut {
  readonly number: number;
  readonly type: PenaltyType;
  readonly amount: number;
  readonly laps?: number | undefined;
  readonly lapsLeft?: number | undefined;
  readonly state: PenaltyState;
  readonly convertedInto?: number | undefined;
}

/** What a decision can say beside a penalty. */
const SAID: Readonly<Record<Exclude<Decision['says'], PenaltyType>, string>> = {
  'no further action': 'no further action',
  'racing incident': 'racing incident',
  withdrawn: 'withdrawn',
  served: 'served',
  'not served': 'not served',
};

const STATES: Readonly<Record<IncidentState, string>> = {
  noted: 'noted',
  'under investigation': 'under investigation',
  decided: 'decided',
  appealed: 'appealed',
  closed: 'closed',
};

const isSaid = (says: Decision['says']): says is keyof typeof SAID => Object.hasOwn(SAID, says);

function standing(penalty: CarriedOut): string {
  const { state, laps, lapsLeft } = penalty;
  if (state === 'serving' && laps !== undefined && lapsLeft !== undefined) {
    return `serving ${laps - lapsLeft} of ${count(laps, { one: 'lap', other: 'laps' })}`;
  }
  return penaltyTexts.penaltyState(penalty);
}

export const incidentTexts = {
  /** "20 kg ballast for 3 laps", "racing incident", "served" */
  decision: ({ says, amount = 0, laps }: Pick<Decision, 'says' | 'amount' | 'laps'>) =>
    isSaid(says) ? SAID[says] : penaltyTexts.penalty({ type: says, amount, laps }),
  /** "P-17, serving 2 of 3 laps", "P-17, served": what came of the penalty that a decision gave. */
  penaltyStanding: (penalty: CarriedOut) => `${penaltyName(penalty)}, ${standing(penalty)}`,
  /** Why a penalty is withdrawn. */
  otherDecided: () => 'replaced by another decision',
  /** "INC-3 Elena, Bea: 34 km/h (noted)": one of several, on one line. */
  incidentLabel: ({
    number,
    drivers,
    topSpeedKmh,
    state,
  }: {
    readonly number: number;
    readonly drivers: readonly string[];
    /** Undefined for one that was reported without a contact. */
    readonly topSpeedKmh: number | undefined;
    readonly state: IncidentState;
  }) => {
    const speed = topSpeedKmh === undefined ? 'reported' : `${topSpeedKmh} km/h`;
    return `${incidentName({ number })} ${drivers.join(', ')}: ${speed} (${STATES[state]})`;
  },
};
