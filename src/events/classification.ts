import type { StoredText } from './penalty.ts';
import type { SessionKind } from './session.ts';

/** The result of one session, with every penalty in force. */
export interface Classification {
  readonly run: number;
  readonly session: number;
  /** Of the session, as in S-12. */
  readonly id?: number | undefined;
  /** The id of the session that continues this one. The result is there, and this one has none. */
  readonly continuedBy?: number | undefined;
  readonly name: string;
  readonly kind: SessionKind;
  /** A results file takes precedence over our own laps. */
  readonly source: 'results file' | 'own laps';
  readonly rows: readonly ClassificationRow[];
  readonly amendments: readonly Amendment[];
  /** The amended copy, relative to the server's directory. */
  readonly file?: string;
  /** Who made it final, and when. Until then it follows later decisions. */
  readonly final?: { readonly by: string; readonly at: number };
  /** Absent for the first version. Goes up by one each time a final result is reopened. */
  readonly version?: number | undefined;
  /** Who last reopened it, when and why. */
  readonly reopened?: { readonly by: string; readonly at: number; readonly reason: string } | undefined;
}

export interface ClassificationRow {
  readonly guid: string;
  readonly name: string;
  readonly carId: number;
  /** From 1; absent for drivers who are not classified. */
  readonly position?: number;
  readonly before?: number;
  /** Without laps deducted by penalties. */
  readonly laps: number;
  /** Including penalties. Total time in a race, best lap elsewhere. */
  readonly timeMs?: number;
  readonly penaltyMs: number;
  readonly penaltyLaps: number;
  readonly disqualified: boolean;
  /** Absent for finishers, and outside races for everybody who is not disqualified. */
  readonly status?: 'DNF' | 'DNS' | 'DSQ' | undefined;
  /** The car's model, if known. */
  readonly car?: string | undefined;
  /** The race number, if the league gave one. */
  readonly number?: string | undefined;
  readonly bestLapMs?: number | undefined;
}

export interface Amendment {
  readonly penalty: string;
  readonly guid: string;
  readonly name: string;
  readonly type: 'time' | 'disqualification';
  readonly seconds: number;
  readonly reason: string;
  /** Positions before and after all amendments; absent for drivers who are not classified. */
  readonly from?: number;
  readonly to?: number;
  /** As in `Penalty`. */
  readonly reasonText?: StoredText | undefined;
}

/** A final result that was reopened. */
export interface ReopenedResult {
  readonly run: number;
  readonly session: number;
  /** Of the session, as in S-12. */
  readonly id?: number | undefined;
  readonly name: string;
  /** Its version from here on. */
  readonly version: number;
}
