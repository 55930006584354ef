import type { StoredText } from './penalty.ts';
import type { SessionKind } from './session.ts';

/** The result of one session with every penalty that stands. */
export interface Classification {
  readonly run: number;
  readonly session: number;
  /** Of the session: people say S-12. */
  readonly id?: number | undefined;
  /** The id of the session that goes on with this one and has the result; then there is none here. */
  readonly continuedBy?: number | undefined;
  readonly name: string;
  readonly kind: SessionKind;
  /** The results file has the last word where there is one. */
  readonly source: 'results file' | 'own laps';
  readonly rows: readonly ClassificationRow[];
  readonly amendments: readonly Amendment[];
  /** The amended copy, relative to the server's directory. */
  readonly file?: string;
  /** Who made it final, and when; until then it follows later decisions. */
  readonly final?: { readonly by: string; readonly at: number };
  /** Absent for the first; one more each time a final result was opened again. */
  readonly version?: number | undefined;
  /** Who opened it again last, when and why. */
  readonly reopened?: { readonly by: string; readonly at: number; readonly reason: string } | undefined;
}

export interface ClassificationRow {
  readonly guid: string;
  readonly name: string;
  readonly carId: number;
  /** From 1; absent for who is not classified. */
  readonly position?: number;
  readonly before?: number;
  /** Without those taken off. */
  readonly laps: number;
  /** Penalties included. In a race the whole, elsewhere the best lap. */
  readonly timeMs?: number;
  readonly penaltyMs: number;
  readonly penaltyLaps: number;
  readonly disqualified: boolean;
  /** Absent for who finished, and outside of races for everybody who is not disqualified. */
  readonly status?: 'DNF' | 'DNS' | 'DSQ' | undefined;
  /** Its model, where that is known. */
  readonly car?: string | undefined;
  /** The race number, where the league gave one. */
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
  /** Places before and after all amendments; absent for who is not classified. */
  readonly from?: number;
  readonly to?: number;
  /** As of the penalty. */
  readonly reasonText?: StoredText | undefined;
}

/** A result that was final, and is not any more. */
export interface ReopenedResult {
  readonly run: number;
  readonly session: number;
  /** Of the session: people say S-12. */
  readonly id?: number | undefined;
  readonly name: string;
  /** That it has from here on. */
  readonly version: number;
}
