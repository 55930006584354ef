/** The table of what takes the place of something that was to be driven in the race, and was not. */
import type { Penalty } from '../../events/penalty.ts';

/** Something to be driven in a race, as a league has it. */
export interface PitRule {
  /** Race laps within which it is due, where nobody says otherwise. */
  readonly laps: number;
  /** The time that takes the place of an unserved one; of a stop-and-go on top of the time to stand. 0: nothing does. */
  readonly seconds: number;
}

export interface PitRules {
  readonly driveThrough: PitRule;
  readonly stopAndGo: PitRule;
}

/** Two laps, 20 s, and 20 s on top of the time to stand: what most leagues have. */
export const DEFAULT_PIT_RULES: PitRules = {
  driveThrough: { laps: 2, seconds: 20 },
  stopAndGo: { laps: 2, seconds: 20 },
};

const ruleFor = ({ type }: Pick<Penalty, 'type'>, { driveThrough, stopAndGo }: PitRules): PitRule =>
  type === 'stop-and-go' ? stopAndGo : driveThrough;

export const dueLaps = (penalty: Pick<Penalty, 'type'>, rules: PitRules): number => ruleFor(penalty, rules).laps;

/** Seconds that take its place; 0 where nothing does. */
export function secondsInstead(penalty: Pick<Penalty, 'type' | 'amount'>, rules: PitRules): number {
  const { seconds } = ruleFor(penalty, rules);
  return seconds === 0 ? 0 : seconds + penalty.amount;
}
