import type { Penalty } from './penalty.ts';

/** What stood in a race that was restarted without anybody being asked: stewards keep or drop it, entry by entry. */
export interface CarryOver {
  readonly server: string;
  /** The id of the session that goes on. */
  readonly session: number;
  /** The id of the one before it. */
  readonly before: number;
  /** NAME= of the section. */
  readonly name: string;
  readonly entries: readonly CarriedOver[];
}

export interface CarriedOver {
  /** As it stands now. */
  readonly penalty: Penalty;
  /** Absent until somebody has answered; it is carried over meanwhile. */
  readonly answer?: 'kept' | 'dropped' | undefined;
  readonly by?: string | undefined;
}
