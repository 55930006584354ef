import type { Appeal } from './appeal.ts';
import type { Decision } from './decision.ts';
import type { Driver } from './driver.ts';
import type { Evidence, Figure } from './evidence.ts';
import type { Penalty, PenaltyType } from './penalty.ts';
import type { Proposal } from './proposal.ts';
import type { SessionKind } from './session.ts';

/**
 * - noted: somebody has to look at it.
 * - under investigation: somebody is looking at it.
 * - decided: every driver has a decision.
 * - appealed: a driver appealed against one of its decisions, and nobody has answered yet.
 * - closed: its session's result is final.
 */
export type IncidentState = 'noted' | 'under investigation' | 'decided' | 'appealed' | 'closed';

/** By speed, and by the number of cars involved. */
export type Severity = 'light' | 'medium' | 'heavy';

/** Why an incident shares one card with others of its session: a race's first lap, light contact, many at once. */
export const FOLDS = ['first lap', 'light', 'at once'] as const;
export type Fold = (typeof FOLDS)[number];

/** Contacts that share cars, or a driver's report. Plain data, as it stands now. */
export interface Incident {
  /** Counts per installation, as in INC-3. */
  readonly number: number;
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly sessionKind: SessionKind;
  /** NAME= of the session's section. */
  readonly sessionName: string;
  /** UTC, milliseconds: when it happened, as far as known, else when it was first reported. */
  readonly at: number;
  /** On the session's clock; absent if that is unknown, or if the incident was learnt late. */
  readonly sessionMs?: number;
  readonly late?: true;
  readonly severity: Severity;
  /** Why it shares a card with similar ones; absent if it has a card of its own. */
  readonly fold?: Fold | undefined;
  readonly drivers: readonly InvolvedDriver[];
  /** Others who were there lately and have the same name as one of them; absent if there are none. */
  readonly namesakes?: readonly Driver[] | undefined;
  /** Empty for a report without a contact. */
  readonly contacts: readonly IncidentContact[];
  /** For a report without a contact: where two of them came closest, if the positions show it. */
  readonly encounter?: Encounter | undefined;
  readonly reports: readonly DriverReport[];
  /** All decisions ever made in it, oldest first. */
  readonly decisions: readonly Decision[];
  /** What waits or waited for a second steward; absent if nothing did. */
  readonly proposals?: readonly Proposal[] | undefined;
  /** The penalties of those decisions, in their current state. */
  readonly penalties: readonly GivenPenalty[];
  /** Appeals against its decisions, oldest first; absent if there are none. */
  readonly appeals?: readonly Appeal[] | undefined;
  /** The highest number of its decisions, 0 if there are none: the latest one that a reader of this has seen. */
  readonly seen: number;
  readonly state: IncidentState;
  /** The steward who is looking at it. */
  readonly takenBy?: string | undefined;
  /** What stewards did to it apart from deciding, oldest first. */
  readonly history: readonly IncidentChange[];
  /** The number of the incident it was merged into. */
  readonly mergedInto?: number | undefined;
  /** What this server cannot carry out, and why. */
  readonly impossible: Readonly<Partial<Record<PenaltyType, string>>>;
}

/** Its drivers, and those with whom somebody could confuse them. */
export const withNamesakesOf = ({
  drivers,
  namesakes = [],
}: Pick<Incident, 'drivers' | 'namesakes'>): readonly Driver[] => [...drivers, ...namesakes];

export interface InvolvedDriver extends Driver {
  readonly lap?: number;
  /** The server's own order at the last lap it reported, in a race. */
  readonly position?: number | undefined;
  /** The game's name of the car model. */
  readonly model?: string | undefined;
  /** Had taken the chequered flag before it happened. */
  readonly finished?: true | undefined;
  /** Numbers of their incidents earlier on the same evening. */
  readonly earlier: readonly number[];
  /** Their other penalties in force from the same evening; absent in lists. */
  readonly sanctions?: readonly GivenPenalty[] | undefined;
  /** On their licence, if the league counts points; absent in lists. */
  readonly points?: number | undefined;
}

export interface IncidentContact {
  readonly drivers: readonly [Driver, Driver];
  /** UTC, milliseconds: when it happened by its first report, else when that arrived. Older versions stored none. */
  readonly at?: number | undefined;
  /** The highest in its reports. */
  readonly speedKmh: number;
  readonly evidence?: Evidence;
}

export interface Encounter {
  readonly drivers: readonly [Driver, Driver];
  /** Between the centres. */
  readonly nearestM: Figure;
  readonly evidence: Evidence;
}

/** In the order in which they happened, not in which they were reported. */
export const inOrder = <C extends Pick<IncidentContact, 'at' | 'evidence'>>(contacts: readonly C[]): readonly C[] => {
  const moment = ({ at, evidence }: C): number => at ?? evidence?.at ?? 0;
  return contacts.toSorted((one, other) => moment(one) - moment(other));
};

/** A driver who is only involved because they reported it: naming them in public would reveal the reporter. */
export function isOnlyReporter({ reports, contacts }: Pick<Incident, 'reports' | 'contacts'>, guid: string): boolean {
  const isReported = reports.some(({ against }) => against?.guid === guid);
  const hasTouched = contacts.some(({ drivers }) => drivers.some((driver) => driver.guid === guid));
  return reports.some(({ by }) => by.guid === guid) && !isReported && !hasTouched;
}

export interface DriverReport {
  readonly by: Driver;
  readonly against?: Driver;
  /** As typed; may be empty. */
  readonly words: string;
  readonly at: number;
}

/** The current state of a penalty, for readers of an incident. */
export type GivenPenalty = Pick<
  Penalty,
  'number' | 'type' | 'amount' | 'laps' | 'lapsLeft' | 'state' | 'convertedInto' | 'convertedFrom'
>;

export interface IncidentChange {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly by: string;
  readonly byId?: string | undefined;
  /** `late report`: it was reported after the decision; `posted`: it got a card of its own. */
  readonly what: 'opened' | 'taken' | 'posted' | 'merged' | 'split' | 'late report';
  /** Why an admin did it in an incident they were involved in themselves. */
  readonly despite?: string | undefined;
  /** The number of the other incident. */
  readonly other?: number | undefined;
}
