/** What an edge sends to the hub: rows, numbered within segments, in batches. Plain data. */
import type { Counted } from './numbers.ts';

/**
 * - start: a new life of the edge's process
 * - event: a `RaceEvent`
 * - audit: an `AuditRow`
 * - desk: the stewards' open incidents (`DeskNews`), as they are now
 * - warning: what the owner should fix (`Warning`)
 * - dropped: a row too large for any message; its body says what it was
 */
type RowKind = 'start' | 'event' | 'audit' | 'desk' | 'warning' | 'dropped';

export interface FleetRow {
  readonly kind: RowKind;
  /** The game server that it concerns. */
  readonly server?: string | undefined;
  /** JSON. */
  readonly body: string;
}

/** The position of a row. Each life of an edge's process is a segment with a random name, whose rows count from 1. */
export interface Position {
  readonly segment: string;
  readonly n: number;
}

export interface Portion {
  readonly segment: string;
  /** The last row of the previous segment; absent if there was none. */
  readonly after?: Position | undefined;
  /** The number of the first row. */
  readonly from: number;
  readonly rows: readonly FleetRow[];
}

export interface Batch extends Portion {
  /**
   * The hub's reported position, set when these rows, and all others that the edge has, do not continue from it; null
   * if the hub has nothing. Only with this does the hub accept a history other than the one it knows.
   */
  readonly despite?: Position | null | undefined;
  /** How far the edge has counted; at least as far as in these rows. */
  readonly counted?: Counted | undefined;
}

/** Limits of a batch with several rows: NATS takes 1 MB per message. */
export const BATCH = { rows: 200, bytes: 256 * 1024 } as const;

/** The largest body of a row. A larger one fits into no message, even alone. */
export const ROW_BYTES = 768 * 1024;

export const lastOf = ({ segment, from, rows }: Portion): Position => ({ segment, n: from + rows.length - 1 });

export const isSame = (one: Position | undefined, other: Position | undefined): boolean =>
  one?.segment === other?.segment && one?.n === other?.n;

/**
 * NATS drops a message whose id it has seen within two minutes, so a resend after a lost acknowledgement is not stored
 * twice. Rows that are sent again because the hub has reported its position get a new id; otherwise the hub would not
 * get its missing rows for that long.
 */
export const messageId = ({ batch, round }: { readonly batch: Portion; readonly round: string }): string =>
  `${round}/${batch.segment}/${batch.from}-${lastOf(batch).n}`;
