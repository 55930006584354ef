/** Incidents and verdicts. */
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

const VERDICTS = { 'no action': 'no action' } as const;

const STATES: Readonly<Record<IncidentState, string>> = { open: 'open', decided: 'decided', closed: 'closed' };

function standing(penalty: CarriedOut): string {
  const { state, laps, lapsLeft } = penalty;
  if (state === 'serving' && laps !== undefined && lapsLeft !== undefined) {
    return `serving ${laps - lapsLeft} of ${count(laps, { one: 'lap', other: 'laps' })}`;
  }
  return penaltyTexts.penaltyState(penalty);
}

export const incidentTexts = {
  /** "20 kg of ballast for 3 laps", "no action" */
  verdict: ({
    verdict,
    penalty,
  }: {
    readonly verdict: keyof typeof VERDICTS | PenaltyType;
    readonly penalty?: Pick<CarriedOut, 'type' | 'amount' | 'laps'> | undefined;
  }) => {
    if (penalty) return penaltyTexts.penalty(penalty);
    return verdict === 'no action' ? VERDICTS[verdict] : verdict;
  },
  /** "P-17, serving 2 of 3 laps", "P-17, served": what came of it; empty where nothing can. */
  verdictStanding: ({ penalty }: { readonly penalty?: CarriedOut | undefined }) =>
    penalty ? `${penaltyName(penalty)}, ${standing(penalty)}` : '',
  /** "INC-3 Elena, Bea: 34 km/h (open)": one of several, on one line. */
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
