import type { Driver } from './driver.ts';

export const PENALTY_TYPES = [
  'reprimand',
  'warning',
  'time',
  'drive-through',
  'stop-and-go',
  'grid',
  'ballast',
  'restrictor',
  'disqualification',
  'kick',
] as const;
export type PenaltyType = (typeof PENALTY_TYPES)[number];

/** What the amount of a type counts; undefined where it has none. */
export const PENALTY_UNITS: Readonly<Record<PenaltyType, 'kg' | '%' | 's' | 'places' | undefined>> = {
  reprimand: undefined,
  warning: undefined,
  time: 's',
  'drive-through': undefined,
  'stop-and-go': 's',
  grid: 'places',
  ballast: 'kg',
  restrictor: '%',
  disqualification: undefined,
  kick: undefined,
};

/** What its driver has to drive, within some laps of a race. */
export const isDriven = ({ type }: { readonly type: PenaltyType }): boolean =>
  type === 'drive-through' || type === 'stop-and-go';

/**
 * - proposed: somebody has suggested it; nothing follows from it yet.
 * - issued: it stands. What is served in a race waits here for one; what has nothing to be served stays here.
 * - serving: its race laps are being counted down.
 * - not served: the driver did not, and nothing took its place.
 * - converted: another penalty took its place.
 * - applied: the result that it counts in is final.
 */
export type PenaltyState =
  | 'proposed'
  | 'issued'
  | 'serving'
  | 'served'
  | 'not served'
  | 'converted'
  | 'withdrawn'
  | 'applied';

/** What a driver can be counted, and what can lead to a penalty by itself: the code of a rule. */
export type InfractionKind = string;

/** The code of the rule that led to it, or what else did. */
export type PenaltyCause = InfractionKind | 'given by an admin' | ConversionCause;
export type ConversionCause = 'penalty not served' | 'finished with an unserved penalty';

/** Which grid the places are lost on: that of the first race the driver starts which this says. */
export interface GridTarget {
  readonly on: 'next race' | 'next event';
  /** NAME= of the race's section; any race when absent. */
  readonly race?: string | undefined;
  /** The event in which they were given; absent where there was none. */
  readonly event?: number | undefined;
}

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
  /** Kilograms, percent, seconds or places; 0 for a type that has no amount. */
  readonly amount: number;
  /**
   * Race laps until it clears (ballast, restrictor) or must be served (drive-through, stop-and-go); absent: until it is
   * withdrawn.
   */
  readonly laps?: number;
  readonly lapsLeft?: number;
  /** Of grid places alone. */
  readonly grid?: GridTarget | undefined;
  readonly cause: PenaltyCause;
  readonly reason: string;
  /** The reason once more where it is ours, for readers of other languages. */
  readonly reasonText?: StoredText | undefined;
  /** The manager's are given, cleared and counted on its own server. */
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
