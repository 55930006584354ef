/** An appeal of a driver against a decision, and the stewards' answer. Plain data. */
import type { Decision } from './decision.ts';
import type { Driver } from './driver.ts';

/**
 * - upheld: the decision stays.
 * - changed: another decision replaced it, or it was withdrawn.
 * - inadmissible: the appeal is not considered, and the decision stays.
 */
const APPEAL_ANSWERS = ['upheld', 'changed', 'inadmissible'] as const;
export type AppealAnswerKind = (typeof APPEAL_ANSWERS)[number];

/** The part of a decision that its appeal shows. */
export type DecisionInAppeal = Pick<Decision, 'number' | 'penalty' | 'says' | 'amount' | 'laps' | 'driver'>;

export interface Appeal {
  readonly server: string;
  /** The number of its incident. If there was none, one was opened for the appeal. */
  readonly incident: number;
  readonly decision: DecisionInAppeal;
  /** Who appeals. */
  readonly driver: Driver;
  readonly reason: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** Absent until somebody answers. The decision stands meanwhile. */
  readonly answer?: AppealAnswer | undefined;
}

export interface AppealAnswer {
  readonly says: AppealAnswerKind;
  readonly reason: string;
  /** The name at that time, and the stable id. */
  readonly by: string;
  readonly byId: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** The decision that replaced the one appealed. */
  readonly instead?: DecisionInAppeal | undefined;
}

/** How long an appeal is possible: until a time (UTC, milliseconds), or some minutes after a flag still to come. */
export type AppealTerm = { readonly until: number } | { readonly minutesAfterFlag: number };

/** What happens to appeals. */
export interface AppealEvents {
  /** A driver has appealed against a decision. It stands until the stewards answer. */
  readonly appealMade: { readonly appeal: Appeal };
  readonly appealAnswered: { readonly appeal: Appeal };
}
