/** A session that is running or was driven. */
import type { SessionKind } from '../../events/events.ts';

/**
 * - restarted: it started again before its end, and another session continues it.
 * - interrupted: the game server stopped in a race before the leader's flag; a later race may continue it.
 */
export type KnownState = 'running' | 'ended' | 'restarted' | 'interrupted';

/** The key under which decisions, incidents and results are stored. */
export interface SessionKey {
  readonly run: number;
  /** The number of the session within the run. */
  readonly session: number;
}

export interface KnownSession extends SessionKey {
  /** Counts across the installation; people write it as S-12. */
  readonly id: number;
  readonly server: string;
  /** NAME= of its section, otherwise its kind. */
  readonly name: string;
  readonly kind: SessionKind;
  /** Empty if the session is only known from the log, which does not name the track. */
  readonly track: string;
  /** UTC, milliseconds. */
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
  readonly state: KnownState;
  /** The number of its league event. */
  readonly event?: number | undefined;
  /** The id of the session that this one continues. */
  readonly continues?: number | undefined;
  /** The id of the session that continues this one, and has the result. */
  readonly continuedBy?: number | undefined;
}
