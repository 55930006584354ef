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

/** The unit of the amount; undefined for types without one. */
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

export type DrivenType = Extract<PenaltyType, 'drive-through' | 'stop-and-go'>;

export const isDrivenType = (type: PenaltyType): type is DrivenType =>
  type === 'drive-through' || type === 'stop-and-go';

/** Whether the driver has to drive it, within some laps of a race. */
export const isDriven = ({ type }: { readonly type: PenaltyType }): boolean => isDrivenType(type);

/**
 * - proposed: for a second steward to confirm; it has no effect, and is not in the ledger yet.
 * - issued: in force. A penalty to be served in a race waits here for one; one with nothing to serve stays here.
 * - serving: its race laps are being counted down.
 * - not served: the driver did not serve it, and nothing replaced it.
 * - converted: another penalty replaced it.
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

/** The code of a rule, whose infractions are counted and can lead to an automatic penalty. */
export type InfractionKind = string;

/** The code of the rule that led to it, "given by an admin", or a ConversionCause. */
export type PenaltyCause = string;
export type ConversionCause = 'penalty not served' | 'finished with an unserved penalty';

/** The grid on which the places are lost: that of the first race the driver starts that matches this. */
export interface GridTarget {
  readonly on: 'next race' | 'next event';
  /** NAME= of the race's section; any race if absent. */
  readonly race?: string | undefined;
  /** The event in which the places were given; absent if there was none. */
  readonly event?: number | undefined;
}

/** A catalogue text as stored in rows and events: its key and its parameters. */
export interface StoredText {
  readonly key: string;
  readonly params?: object | undefined;
}

/** One row of the ledger in its current state. */
export interface Penalty {
  /** Counts per installation, as in P-17. */
  readonly number: number;
  readonly server: string;
  /** The run and session whose result it affects. */
  readonly run: number;
  readonly session: number;
  readonly driver: Driver;
  readonly type: PenaltyType;
  /** Kilograms, percent, seconds or places; 0 for a type that has no amount. */
  readonly amount: number;
  /**
   * Race laps until it ends (ballast, restrictor) or must be served (drive-through, stop-and-go); absent: in force
   * until withdrawn.
   */
  readonly laps?: number;
  readonly lapsLeft?: number;
  /** Only for grid places. */
  readonly grid?: GridTarget | undefined;
  readonly cause: PenaltyCause;
  readonly reason: string;
  /** The reason as a catalogue text, if it is one of ours, for readers of other languages. */
  readonly reasonText?: StoredText | undefined;
  /** Penalties of the server manager are given, cleared and counted on its own server. */
  readonly source: 'automatic' | 'steward' | 'manager';
  readonly by: string;
  /** UTC, milliseconds. */
  readonly at: number;
  readonly state: PenaltyState;
  readonly incident?: number;
  /** The number of the penalty that replaced it. */
  readonly convertedInto?: number;
  /** The number of the penalty that it replaced. */
  readonly convertedFrom?: number;
  /** The last lap counted in each session and car: "run/session/car id". A lap reported twice counts once. */
  readonly counted: Readonly<Record<string, number>>;
}

export interface PenaltyChange {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly state: PenaltyState;
  readonly lapsLeft?: number;
  readonly by: string;
  readonly reason: string;
  /** As in `Penalty`. */
  readonly reasonText?: StoredText | undefined;
}
