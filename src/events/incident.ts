import type { Driver } from './driver.ts';
import type { Evidence } from './evidence.ts';
import type { Penalty, PenaltyType } from './penalty.ts';
import type { SessionKind } from './session.ts';

/**
 * - open: nobody has decided anything yet.
 * - decided: at least one driver has a verdict.
 * - closed: every driver has one.
 */
export type IncidentState = 'open' | 'decided' | 'closed';

/** By speed, and by how many cars it took along. */
export type Severity = 'light' | 'medium' | 'heavy';

/** What belongs together: contacts that share cars, or what a driver reported. Plain data, as it stands now. */
export interface Incident {
  /** Counts per installation: people say INC-3. */
  readonly number: number;
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly sessionKind: SessionKind;
  /** NAME= of the session's section. */
  readonly sessionName: string;
  /** UTC, milliseconds: when it happened, as far as that is known, else when it was first told. */
  readonly at: number;
  /** On the session's clock; absent while that is unknown, and for what was learnt late. */
  readonly sessionMs?: number;
  readonly late?: true;
  readonly severity: Severity;
  readonly drivers: readonly InvolvedDriver[];
  /** Empty for what was reported without a contact. */
  readonly contacts: readonly IncidentContact[];
  readonly reports: readonly DriverReport[];
  readonly verdicts: readonly Verdict[];
  readonly state: IncidentState;
  /** What this server cannot execute, and why. */
  readonly impossible: Readonly<Partial<Record<PenaltyType, string>>>;
}

export interface InvolvedDriver extends Driver {
  readonly lap?: number;
  /** Had taken the chequered flag before it happened. */
  readonly finished?: true | undefined;
  readonly earlier: readonly number[];
}

export interface IncidentContact {
  readonly drivers: readonly [Driver, Driver];
  /** The highest of its reports. */
  readonly speedKmh: number;
  readonly evidence?: Evidence;
}

export interface DriverReport {
  readonly by: Driver;
  readonly against?: Driver;
  /** As it was typed; may be empty. */
  readonly words: string;
  readonly at: number;
}

export interface Verdict {
  readonly driver: Driver;
  /** "no action" leads to no penalty. */
  readonly verdict: 'no action' | PenaltyType;
  readonly by: string;
  readonly at: number;
  readonly reason: string;
  /** As it stands now; absent for "no action". */
  readonly penalty?: Pick<Penalty, 'number' | 'type' | 'amount' | 'laps' | 'lapsLeft' | 'state' | 'convertedInto'>;
}
