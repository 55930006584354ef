import type { Appeal } from './appeal.ts';
import type { Decision } from './decision.ts';
import type { Driver } from './driver.ts';
import type { Evidence, Figure } from './evidence.ts';
import type { Penalty, PenaltyType } from './penalty.ts';
import type { Proposal } from './proposal.ts';
import type { SessionKind } from './session.ts';

/**
 * - noted: somebody has to look at it.
 * - under investigation: somebody does.
 * - decided: a decision stands about every driver.
 * - appealed: a driver has appealed against one of its decisions, and nobody has answered yet.
 * - closed: the result that it belongs to is final.
 */
export type IncidentState = 'noted' | 'under investigation' | 'decided' | 'appealed' | 'closed';

/** By speed, and by how many cars it took along. */
export type Severity = 'light' | 'medium' | 'heavy';

/** What is told on one card with others of its session: contacts of a race's first lap, light ones, and many at once. */
export const FOLDS = ['first lap', 'light', 'at once'] as const;
export type Fold = (typeof FOLDS)[number];

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
  /** It is told on one card with others like it; absent for one that has a card of its own. */
  readonly fold?: Fold | undefined;
  readonly drivers: readonly InvolvedDriver[];
  /** Empty for what was reported without a contact. */
  readonly contacts: readonly IncidentContact[];
  /** Where two of them were nearest to each other, of what was reported without a contact and lies in the positions. */
  readonly encounter?: Encounter | undefined;
  readonly reports: readonly DriverReport[];
  /** All that was ever decided in it, the oldest first. */
  readonly decisions: readonly Decision[];
  /** What waits or waited for a second steward; absent where nothing did. */
  readonly proposals?: readonly Proposal[] | undefined;
  /** What those decisions gave, as it stands now. */
  readonly penalties: readonly GivenPenalty[];
  /** What drivers have said against its decisions, the oldest first; absent where nobody has. */
  readonly appeals?: readonly Appeal[] | undefined;
  /** The highest number of its decisions, 0 for none: what whoever looks at it now has seen. */
  readonly seen: number;
  readonly state: IncidentState;
  /** Who looks at it. */
  readonly takenBy?: string | undefined;
  /** What stewards did to it beside deciding, the oldest first. */
  readonly history: readonly IncidentChange[];
  /** The number of the incident that it has become a part of. */
  readonly mergedInto?: number | undefined;
  /** What this server cannot execute, and why. */
  readonly impossible: Readonly<Partial<Record<PenaltyType, string>>>;
}

export interface InvolvedDriver extends Driver {
  readonly lap?: number;
  /** By the server's own order at the last lap that it told of, in a race. */
  readonly position?: number | undefined;
  /** Of the car, as the game calls it. */
  readonly model?: string | undefined;
  /** Had taken the chequered flag before it happened. */
  readonly finished?: true | undefined;
  /** Numbers of the incidents they were in on the same evening, before this one. */
  readonly earlier: readonly number[];
  /** What stands against them of the same evening, apart from this incident; absent in lists. */
  readonly sanctions?: readonly GivenPenalty[] | undefined;
  /** On their licence, where the league counts any; absent in lists. */
  readonly points?: number | undefined;
}

export interface IncidentContact {
  readonly drivers: readonly [Driver, Driver];
  /** UTC, milliseconds: when it happened by its first report, else when that came. An older version stored none. */
  readonly at?: number | undefined;
  /** The highest of its reports. */
  readonly speedKmh: number;
  readonly evidence?: Evidence;
}

export interface Encounter {
  readonly drivers: readonly [Driver, Driver];
  /** From middle to middle. */
  readonly nearestM: Figure;
  readonly evidence: Evidence;
}

/** As they happened, which is not how they were told. */
export const inOrder = <C extends Pick<IncidentContact, 'at' | 'evidence'>>(contacts: readonly C[]): readonly C[] => {
  const moment = ({ at, evidence }: C): number => at ?? evidence?.at ?? 0;
  return contacts.toSorted((one, other) => moment(one) - moment(other));
};

/** Nothing but a report brought them into it: to name them in public would say who reported. */
export function isOnlyReporter({ reports, contacts }: Pick<Incident, 'reports' | 'contacts'>, guid: string): boolean {
  const isReported = reports.some(({ against }) => against?.guid === guid);
  const hasTouched = contacts.some(({ drivers }) => drivers.some((driver) => driver.guid === guid));
  return reports.some(({ by }) => by.guid === guid) && !isReported && !hasTouched;
}

export interface DriverReport {
  readonly by: Driver;
  readonly against?: Driver;
  /** As it was typed; may be empty. */
  readonly words: string;
  readonly at: number;
}

/** A penalty as it stands now, for readers of an incident. */
export type GivenPenalty = Pick<
  Penalty,
  'number' | 'type' | 'amount' | 'laps' | 'lapsLeft' | 'state' | 'convertedInto' | 'convertedFrom'
>;

export interface IncidentChange {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly by: string;
  readonly byId?: string | undefined;
  /** `late report`: somebody reported it when it was decided already; `posted`: it was given a card of its own. */
  readonly what: 'opened' | 'taken' | 'posted' | 'merged' | 'split' | 'late report';
  /** Why an admin did it although they were in it themselves. */
  readonly despite?: string | undefined;
  /** The number of the other incident. */
  readonly other?: number | undefined;
}
