/** What replaces a penalty that was to be driven in the race and was not. */
import type { Penalty } from '../../events/penalty.ts';

/** A league's rule for a penalty that is driven in a race. */
export interface PitRule {
  /** Number of race laps to serve it within, unless given otherwise. */
  readonly laps: number;
  /** Time that replaces an unserved penalty; for a stop-and-go it is added to the stop time. 0: nothing replaces it. */
  readonly seconds: number;
}

export interface PitRules {
  readonly driveThrough: PitRule;
  readonly stopAndGo: PitRule;
}

/** Two laps, 20 s, and 20 s on top of the stop time: what most leagues have. */
export const DEFAULT_PIT_RULES: PitRules = {
  driveThrough: { laps: 2, seconds: 20 },
  stopAndGo: { laps: 2, seconds: 20 },
};

const ruleFor = ({ type }: Pick<Penalty, 'type'>, { driveThrough, stopAndGo }: PitRules): PitRule =>
  type === 'stop-and-go' ? stopAndGo : driveThrough;

export const dueLaps = (penalty: Pick<Penalty, 'type'>, rules: PitRules): number => ruleFor(penalty, rules).laps;

/** Seconds that replace the penalty; 0 if nothing does. */
export function secondsInstead(penalty: Pick<Penalty, 'type' | 'amount'>, rules: PitRules): number {
  const { seconds } = ruleFor(penalty, rules);
  return seconds === 0 ? 0 : seconds + penalty.amount;
}
