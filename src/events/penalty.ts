import type { Driver } from './driver.ts';

export const PENALTY_TYPES = [
  'warning',
  'ballast',
  'restrictor',
  'drive-through',
  'time',
  'kick',
  'disqualification',
] as const;
export type PenaltyType = (typeof PENALTY_TYPES)[number];

/**
 * - proposed: somebody has suggested it; nothing follows from it yet.
 * - issued: it stands. What is served in a race waits here for one; what has nothing to be served stays here.
 * - serving: its race laps are being counted down.
 * - not served: the driver did not, and nothing took its place.
 * - converted: another penalty took its place.
 */
export type PenaltyState = 'proposed' | 'issued' | 'serving' | 'served' | 'not served' | 'converted' | 'withdrawn';

/** What a driver can be counted, and what can lead to a penalty by itself: the code of a rule. */
export type InfractionKind = string;

/** The code of the rule that led to it, or what else did. */
export type PenaltyCause = InfractionKind | 'given by an admin' | ConversionCause;
export type ConversionCause = 'penalty not served' | 'finished with an unserved penalty';

/** A text of the catalogue, as rows and events have it: its key and its parameters. */
export interface StoredText {
  readonly key: string;
  readonly params?: object | undefined;
}

/** One row of the ledger, as it stands after its last change. */
export interface Penalty {
  /** Counts per installation: people say P-17. */
  readonly number: number;
  readonly server: string;
  /** The run and the session whose result it belongs to. */
  readonly run: number;
  readonly session: number;
  readonly driver: Driver;
  readonly type: PenaltyType;
  /** Kilograms, percent or seconds; 0 for a type that has no amount. */
  readonly amount: number;
  /** Race laps until it clears (ballast, restrictor) or must be served (drive-through); absent: until it is withdrawn. */
  readonly laps?: number;
  readonly lapsLeft?: number;
  readonly cause: PenaltyCause;
  readonly reason: string;
  /** The reason once more where it is ours, for readers of other languages. */
  readonly reasonText?: StoredText | undefined;
  /** 'manager': given by the server manager, on its own server, which carries it out. */
  readonly source: 'automatic' | 'steward' | 'manager';
  readonly by: string;
  /** UTC, milliseconds. */
  readonly at: number;
  readonly state: PenaltyState;
  readonly incident?: number;
  /** The number of the penalty that took its place. */
  readonly convertedInto?: number;
  /** The number of the penalty whose place it took. */
  readonly convertedFrom?: number;
  /** The last lap counted in each session and car: "run/session/car id". A lap told twice counts once. */
  readonly counted: Readonly<Record<string, number>>;
}

export interface PenaltyChange {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly state: PenaltyState;
  readonly lapsLeft?: number;
  readonly by: string;
  readonly reason: string;
  /** As of the penalty. */
  readonly reasonText?: StoredText | undefined;
}
