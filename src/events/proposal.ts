import type { Decision } from './decision.ts';
import type { Driver } from './driver.ts';
import type { GridTarget } from './penalty.ts';

/**
 * - proposed: not in force. It has no effect yet, and the driver does not know of it.
 * - unconfirmed: decided while its race ran, so in force; it waits for a second steward.
 * - rejected: it never came into force, or was taken back.
 */
type ProposalState = 'proposed' | 'unconfirmed' | 'confirmed' | 'rejected';

/** What one steward decided with one press, when two are needed. */
export interface Proposal {
  /** The first of its numbers, as in P-17. */
  readonly number: number;
  /** The numbers that its decisions have, or will have, in the order of the drivers. */
  readonly numbers: readonly number[];
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly incident?: number | undefined;
  readonly drivers: readonly Driver[];
  /** The kind of action that was asked for and is carried out. */
  readonly deed: 'decide' | 'replace' | 'give' | 'clear';
  readonly says: Decision['says'];
  /** Kilograms, percent, seconds or places. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  readonly grid?: Pick<GridTarget, 'on' | 'race'> | undefined;
  /** A code from the league's list. */
  readonly infringement?: string | undefined;
  /** For the licence; if absent, the league's points for that infringement. */
  readonly points?: number | undefined;
  readonly reason?: string | undefined;
  /** The number of the decision that it replaces. */
  readonly replaces?: number | undefined;
  /** The number of the penalty that it withdraws, and the highest number of a decision about it then. */
  readonly penalty?: number | undefined;
  readonly seen?: number | undefined;
  readonly by: string;
  readonly byId: string;
  /** Why an admin judged an incident they were involved in themselves. */
  readonly despite?: string | undefined;
  /** UTC, milliseconds. */
  readonly at: number;
  readonly state: ProposalState;
  /** Who confirmed or rejected it. */
  readonly settled?: Settlement | undefined;
}

export interface Settlement {
  readonly by: string;
  readonly byId: string;
  /** UTC, milliseconds. */
  readonly at: number;
  readonly reason?: string | undefined;
  readonly despite?: string | undefined;
  /** An admin confirmed their own decision. */
  readonly isAlone?: true | undefined;
}
