/** Decisions on paper, which the public can cite for a league's event. Plain data. */
import type { AppealAnswerKind, DecisionInAppeal } from './appeal.ts';
import type { Decision, Finding } from './decision.ts';
import type { Driver } from './driver.ts';
import type { IncidentContact } from './incident.ts';
import type { GridTarget, PenaltyType, StoredText } from './penalty.ts';
import type { SessionKind } from './session.ts';

/** One decision after the flag. Only `replacedBy` ever changes. */
export interface RaceDocument {
  /** Counts within its event, as in Doc 5. */
  readonly number: number;
  readonly event: DocumentEvent;
  readonly session: DocumentSession;
  /** UTC, milliseconds. */
  readonly at: number;
  readonly incident?: number | undefined;
  readonly driver: Driver;
  /** Other drivers who had the same name as somebody in it when it was written; absent if there were none. */
  readonly namesakes?: readonly Driver[] | undefined;
  readonly car?: string | undefined;
  readonly team?: string | undefined;
  readonly raceNumber?: string | undefined;
  readonly moment: DocumentMoment;
  /** Absent if only the reason says what happened. */
  readonly fact?: DocumentFact | undefined;
  /** What reports and positions show, if the league publishes that with its decisions. */
  readonly evidence?: DocumentEvidence | undefined;
  /** As it reads in the league's list. */
  readonly infringement?: string | undefined;
  readonly decision: DocumentDecision;
  readonly reason: string;
  readonly reasonText?: StoredText | undefined;
  /** The kind of decision-maker, without a name. */
  readonly by: 'stewards' | 'automatic' | 'manager';
  /** UTC, milliseconds; absent if no appeal is possible. */
  readonly appealUntil?: number | undefined;
  /** The drivers whose appeal led to it. */
  readonly appealedBy?: readonly Driver[] | undefined;
  /** The number of the document that it replaces. */
  readonly replaces?: number | undefined;
  /** The number of the document that replaced it. */
  readonly replacedBy?: number | undefined;
}

/** Every driver named in a document. */
export function namedOn({ driver, fact, appealedBy = [], evidence }: RaceDocument): readonly Driver[] {
  const others = fact?.is === 'contacts' ? fact.contacts.map(({ other }) => other) : [];
  const appeal = fact?.is === 'appeal' ? [...fact.by, fact.decision.driver] : [];
  return [driver, ...others, ...appeal, ...appealedBy, ...(evidence?.drivers ?? [])];
}

/** Of the incident's first contact that involved the driver. */
interface DocumentEvidence extends Pick<IncidentContact, 'drivers' | 'speedKmh' | 'evidence'> {
  readonly server: string;
  readonly incident: number;
  /** Which contact of the incident, in order of time: 1 is the first. */
  readonly contact: number;
}

export interface DocumentEvent {
  readonly number: number;
  readonly name: string;
  readonly series?: string | undefined;
}

export interface DocumentSession {
  /** As in S-12. */
  readonly id: number;
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly name: string;
  readonly kind: SessionKind;
}

/** When it happened, as far as known. */
interface DocumentMoment {
  /** UTC, milliseconds. */
  readonly at: number;
  /** On the session's clock. */
  readonly sessionMs?: number | undefined;
  /** The driver's lap, from 1. */
  readonly lap?: number | undefined;
}

/** What happened, without blame and without naming who reported it. */
export type DocumentFact =
  | { readonly is: 'contacts'; readonly contacts: readonly DocumentContact[] }
  // A driver reported it, or race control saw it. No contact of this driver is known.
  | { readonly is: 'report' }
  | { readonly is: 'noticed' }
  /** Drivers have appealed against a decision. `document` is the number of that decision's document. */
  | {
      readonly is: 'appeal';
      readonly by: readonly Driver[];
      readonly decision: DecisionInAppeal;
      readonly document?: number | undefined;
    }
  /** The driver broke a rule that Pitwall watches. */
  | { readonly is: 'rule'; readonly text: string; readonly stored?: StoredText | undefined };

export interface DocumentContact {
  readonly other: Driver;
  readonly otherNumber?: string | undefined;
  readonly speedKmh: number;
  /** "T4", "between T4 and T5", "in the pits" */
  readonly where?: string | undefined;
}

export interface DocumentDecision {
  /** Of the decision, as in P-17 or D-18. */
  readonly number: number;
  readonly says: Finding | PenaltyType | 'withdrawn' | Exclude<AppealAnswerKind, 'changed'>;
  /** The number of the penalty that it gives, or that is no longer in force. */
  readonly penalty?: number | undefined;
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  readonly grid?: GridTarget | undefined;
  /** How it had been carried out by then. */
  readonly carriedOut?: 'served' | 'not served' | undefined;
  /** The number of the penalty that it replaces, and why that one cannot stand. */
  readonly insteadOf?: {
    readonly penalty: number;
    readonly reason: string;
    readonly reasonText?: StoredText | undefined;
  };
}

/** Decisions of a session that gave no penalty: one list, updated as decisions change. */
export interface DecisionList {
  readonly event: DocumentEvent;
  readonly session: DocumentSession;
  readonly entries: readonly ListedDecision[];
  /** As in `RaceDocument`. */
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
  /** An event's decision gets its document: after the session's flag, and again when another decision replaces it. */
  readonly documentIssued: { readonly document: RaceDocument };
  /** Another document replaced this one. */
  readonly documentSuperseded: { readonly document: RaceDocument };
  /** The current list of decisions without a penalty in a session that is over. */
  readonly decisionsListed: { readonly list: DecisionList };
}
