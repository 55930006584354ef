/** A session that was driven, or runs. */
import type { SessionKind } from '../../events/events.ts';

/**
 * - restarted: it began anew before its end, and another session goes on with it.
 * - interrupted: the game server stopped in a race before the leader's flag; a later race may go on with it.
 */
export type KnownState = 'running' | 'ended' | 'restarted' | 'interrupted';

/** What decisions, incidents and results are kept by. */
export interface SessionKey {
  readonly run: number;
  /** Counts the sessions within the run. */
  readonly session: number;
}

export interface KnownSession extends SessionKey {
  /** Counts per installation: people say S-12. */
  readonly id: number;
  readonly server: string;
  /** NAME= of its section, else its kind. */
  readonly name: string;
  readonly kind: SessionKind;
  /** Empty where it was learnt from the log, which names none. */
  readonly track: string;
  /** UTC, milliseconds. */
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
  readonly state: KnownState;
  /** The number of the league's event that it belongs to. */
  readonly event?: number | undefined;
  /** The id of the session that it goes on with. */
  readonly continues?: number | undefined;
  /** The id of the session that goes on with it: that one has the result. */
  readonly continuedBy?: number | undefined;
}
