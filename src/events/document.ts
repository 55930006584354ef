/** What the public can cite of a league's event: decisions on paper. Plain data. */
import type { AppealAnswerKind, DecisionInAppeal } from './appeal.ts';
import type { Decision, Finding } from './decision.ts';
import type { Driver } from './driver.ts';
import type { IncidentContact } from './incident.ts';
import type { GridTarget, PenaltyType, StoredText } from './penalty.ts';
import type { SessionKind } from './session.ts';

/** One decision after the flag. Nothing of it changes but that another document takes its place. */
export interface RaceDocument {
  /** Counts within its event: people say Doc 5. */
  readonly number: number;
  readonly event: DocumentEvent;
  readonly session: DocumentSession;
  /** UTC, milliseconds. */
  readonly at: number;
  readonly incident?: number | undefined;
  readonly driver: Driver;
  /** Others who were called the same as somebody it names, when it was written; absent where nobody was. */
  readonly namesakes?: readonly Driver[] | undefined;
  readonly car?: string | undefined;
  readonly team?: string | undefined;
  readonly raceNumber?: string | undefined;
  readonly moment: DocumentMoment;
  /** Absent where nothing is known but what the reason says. */
  readonly fact?: DocumentFact | undefined;
  /** What the reports and the positions tell, where the league publishes that with its decisions. */
  readonly evidence?: DocumentEvidence | undefined;
  /** As the league's list has it. */
  readonly infringement?: string | undefined;
  readonly decision: DocumentDecision;
  readonly reason: string;
  readonly reasonText?: StoredText | undefined;
  /** Who decided, without a name. */
  readonly by: 'stewards' | 'automatic' | 'manager';
  /** UTC, milliseconds; absent where it cannot be appealed. */
  readonly appealUntil?: number | undefined;
  /** Whose appeal has led to it. */
  readonly appealedBy?: readonly Driver[] | undefined;
  /** The number of the document whose place it takes. */
  readonly replaces?: number | undefined;
  /** The number of the document that has taken its place. */
  readonly replacedBy?: number | undefined;
}

/** Everybody whom a document names. */
export function namedOn({ driver, fact, appealedBy = [], evidence }: RaceDocument): readonly Driver[] {
  const others = fact?.is === 'contacts' ? fact.contacts.map(({ other }) => other) : [];
  const appeal = fact?.is === 'appeal' ? [...fact.by, fact.decision.driver] : [];
  return [driver, ...others, ...appeal, ...appealedBy, ...(evidence?.drivers ?? [])];
}

/** Of the first contact of the incident that the driver was in. */
interface DocumentEvidence extends Pick<IncidentContact, 'drivers' | 'speedKmh' | 'evidence'> {
  readonly server: string;
  readonly incident: number;
  /** Which of its contacts, in the order in which they happened: 1 is the first. */
  readonly contact: number;
}

export interface DocumentEvent {
  readonly number: number;
  readonly name: string;
  readonly series?: string | undefined;
}

export interface DocumentSession {
  /** People say S-12. */
  readonly id: number;
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly name: string;
  readonly kind: SessionKind;
}

/** When it happened, as far as that is known. */
interface DocumentMoment {
  /** UTC, milliseconds. */
  readonly at: number;
  /** On the session's clock. */
  readonly sessionMs?: number | undefined;
  /** Of the driver, from 1. */
  readonly lap?: number | undefined;
}

/** What happened, without whose fault it was and without who reported it. */
export type DocumentFact =
  | { readonly is: 'contacts'; readonly contacts: readonly DocumentContact[] }
  // A driver has reported it, or race control saw it; no contact of this driver is known.
  | { readonly is: 'report' }
  | { readonly is: 'noticed' }
  /** Drivers have appealed against a decision, which the number of its document goes with. */
  | {
      readonly is: 'appeal';
      readonly by: readonly Driver[];
      readonly decision: DecisionInAppeal;
      readonly document?: number | undefined;
    }
  /** A rule that is watched was broken. */
  | { readonly is: 'rule'; readonly text: string; readonly stored?: StoredText | undefined };

export interface DocumentContact {
  readonly other: Driver;
  readonly otherNumber?: string | undefined;
  readonly speedKmh: number;
  /** "T4", "between T4 and T5", "in the pits" */
  readonly where?: string | undefined;
}

export interface DocumentDecision {
  /** Of the decision: people say P-17 or D-18. */
  readonly number: number;
  readonly says: Finding | PenaltyType | 'withdrawn' | Exclude<AppealAnswerKind, 'changed'>;
  /** The number of the penalty that it gives, or that does not stand any more. */
  readonly penalty?: number | undefined;
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  readonly grid?: GridTarget | undefined;
  /** How it was carried out by then. */
  readonly carriedOut?: 'served' | 'not served' | undefined;
  /** The number of the penalty whose place it takes, and why that cannot stand. */
  readonly insteadOf?: {
    readonly penalty: number;
    readonly reason: string;
    readonly reasonText?: StoredText | undefined;
  };
}

/** What was decided in a session without a penalty: one list, which follows the decisions. */
export interface DecisionList {
  readonly event: DocumentEvent;
  readonly session: DocumentSession;
  readonly entries: readonly ListedDecision[];
  /** As those of a document. */
  readonly namesakes?: readonly Driver[] | undefined;
}

export interface ListedDecision {
  /** Of the decision. */
  readonly number: number;
  readonly penalty?: number | undefined;
  readonly incident?: number | undefined;
  readonly driver: Driver;
  readonly raceNumber?: string | undefined;
  readonly lap?: number | undefined;
  readonly says: Extract<Decision['says'], Finding | 'warning' | 'reprimand'>;
  readonly infringement?: string | undefined;
  readonly reason: string;
  readonly reasonText?: StoredText | undefined;
}

/** What happens to documents. */
export interface DocumentEvents {
  /** A decision of an event is on paper: after the flag of its session, and once more as another takes its place. */
  readonly documentIssued: { readonly document: RaceDocument };
  /** Another document has taken its place. */
  readonly documentSuperseded: { readonly document: RaceDocument };
  /** What was decided without a penalty in a session that is over, as it stands now. */
  readonly decisionsListed: { readonly list: DecisionList };
}
