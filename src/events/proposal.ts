import type { Decision } from './decision.ts';
import type { Driver } from './driver.ts';
import type { GridTarget } from './penalty.ts';

/**
 * - proposed: not in force; nothing follows from it, and the driver does not know.
 * - unconfirmed: decided while its race ran, so in force; it waits for a second steward.
 * - rejected: it never came into force, or was taken back.
 */
type ProposalState = 'proposed' | 'unconfirmed' | 'confirmed' | 'rejected';

/** What one steward decided with one press, where two are needed. */
export interface Proposal {
  /** The first of its numbers: people say P-17. */
  readonly number: number;
  /** Those that its decisions have, or will have, in the order of the drivers. */
  readonly numbers: readonly number[];
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly incident?: number | undefined;
  readonly drivers: readonly Driver[];
  /** By which way it was asked for, and is carried out. */
  readonly deed: 'decide' | 'replace' | 'give' | 'clear';
  readonly says: Decision['says'];
  /** Kilograms, percent, seconds or places. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  readonly grid?: Pick<GridTarget, 'on' | 'race'> | undefined;
  /** The code of the league's list. */
  readonly infringement?: string | undefined;
  /** For the licence; the league's for that infringement when absent. */
  readonly points?: number | undefined;
  readonly reason?: string | undefined;
  /** The number of the decision whose place it takes. */
  readonly replaces?: number | undefined;
  /** The number of the penalty that it withdraws, and the highest number of a decision about that then. */
  readonly penalty?: number | undefined;
  readonly seen?: number | undefined;
  readonly by: string;
  readonly byId: string;
  /** Why an admin judged although they were in it themselves. */
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
  /** An admin has confirmed what they had decided themselves. */
  readonly isAlone?: true | undefined;
}
