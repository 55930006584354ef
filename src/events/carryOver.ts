import type { Penalty } from './penalty.ts';

/** Penalties of a race that restarted before anybody was asked about them. Stewards keep or drop each entry. */
export interface CarryOver {
  readonly server: string;
  /** The id of the session that continues the race. */
  readonly session: number;
  /** The id of the session before the restart. */
  readonly before: number;
  /** NAME= of the section. */
  readonly name: string;
  readonly entries: readonly CarriedOver[];
}

export interface CarriedOver {
  /** Its current state. */
  readonly penalty: Penalty;
  /** Absent until somebody answers. It carries over meanwhile. */
  readonly answer?: 'kept' | 'dropped' | undefined;
  readonly by?: string | undefined;
}
