/** What a driver says against a decision, and what the stewards answer. Plain data. */
import type { Decision } from './decision.ts';
import type { Driver } from './driver.ts';

/**
 * - upheld: the decision stays.
 * - changed: another one took its place, or it was withdrawn.
 * - inadmissible: it is not looked at, and the decision stays.
 */
const APPEAL_ANSWERS = ['upheld', 'changed', 'inadmissible'] as const;
export type AppealAnswerKind = (typeof APPEAL_ANSWERS)[number];

/** As much of a decision as its appeal shows. */
export type DecisionInAppeal = Pick<Decision, 'number' | 'penalty' | 'says' | 'amount' | 'laps' | 'driver'>;

export interface Appeal {
  readonly server: string;
  /** The number of the incident that it belongs to; one was opened for it where there was none. */
  readonly incident: number;
  readonly decision: DecisionInAppeal;
  /** Who appeals. */
  readonly driver: Driver;
  readonly reason: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** Absent for as long as nobody has answered; the decision stands meanwhile. */
  readonly answer?: AppealAnswer | undefined;
}

export interface AppealAnswer {
  readonly says: AppealAnswerKind;
  readonly reason: string;
  /** The name as it was then, and the stable id. */
  readonly by: string;
  readonly byId: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** What took the place of the decision. */
  readonly instead?: DecisionInAppeal | undefined;
}

/** Until when somebody can appeal: a moment (UTC, milliseconds), or so many minutes after a flag that is yet to come. */
export type AppealTerm = { readonly until: number } | { readonly minutesAfterFlag: number };

/** What happens to appeals. */
export interface AppealEvents {
  /** A driver has said something against a decision, which stands until the stewards have answered. */
  readonly appealMade: { readonly appeal: Appeal };
  readonly appealAnswered: { readonly appeal: Appeal };
}
