/** What crosses from an edge to the hub: rows, counted in segments, in batches. Plain data. */
import type { Counted } from './numbers.ts';

/**
 * - start: a new life of the edge's process
 * - event: a `RaceEvent`
 * - audit: an `AuditRow`
 * - desk: what the stewards have before them (`DeskNews`), as it is now
 * - warning: what the owner should put right (`Warning`)
 * - dropped: a row that no message could carry; its body says what it was
 */
type RowKind = 'start' | 'event' | 'audit' | 'desk' | 'warning' | 'dropped';

export interface FleetRow {
  readonly kind: RowKind;
  /** The game server that it is about. */
  readonly server?: string | undefined;
  /** JSON. */
  readonly body: string;
}

/** A row's place. Each life of an edge's process is a segment with a random name, whose rows count from 1. */
export interface Position {
  readonly segment: string;
  readonly n: number;
}

export interface Portion {
  readonly segment: string;
  /** The last row of the segment before; there was none when absent. */
  readonly after?: Position | undefined;
  /** The number of the first row. */
  readonly from: number;
  readonly rows: readonly FleetRow[];
}

export interface Batch extends Portion {
  /**
   * Where the hub has said that it stands, when these rows do not go on from there, and nothing the edge has does:
   * null where it has nothing. Only by this the hub takes a past that is not the one it knows.
   */
  readonly despite?: Position | null | undefined;
  /** How far the edge has counted by now: no less than what these rows tell. */
  readonly counted?: Counted | undefined;
}

/** No row is larger than this in a batch of several, nor more of them in one: NATS takes 1 MB a message. */
export const BATCH = { rows: 200, bytes: 256 * 1024 } as const;

/** The body of a row: beyond this no message carries it, whatever else is in that. */
export const ROW_BYTES = 768 * 1024;

export const lastOf = ({ segment, from, rows }: Portion): Position => ({ segment, n: from + rows.length - 1 });

export const isSame = (one: Position | undefined, other: Position | undefined): boolean =>
  one?.segment === other?.segment && one?.n === other?.n;

/**
 * NATS drops a message with an id that it has had within two minutes: one whose acknowledgement was lost is not stored
 * twice. Rows that are sent once more because the hub has said where it stands are another message, or the hub would not
 * get what it lacks for as long.
 */
export const messageId = ({ batch, round }: { readonly batch: Portion; readonly round: string }): string =>
  `${round}/${batch.segment}/${batch.from}-${lastOf(batch).n}`;
