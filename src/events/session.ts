/** The kind of a session, whatever its name. */
export type SessionKind = 'booking' | 'practice' | 'qualify' | 'race' | 'other';

export interface SessionFacts {
  /** Position in the server's list of sessions; 255 if it was never properly started (acServer's index -1). */
  readonly index: number;
  readonly kind: SessionKind;
  /** NAME= of its section. */
  readonly name: string;
  /** 0 in a race over laps. */
  readonly minutes: number;
  /** 0 if timed. */
  readonly laps: number;
  readonly track: string;
  readonly layout: string;
  readonly serverName: string;
  readonly ambientC: number;
  readonly roadC: number;
  readonly weather: string;
  /** UTC, milliseconds: when the session's clock shows zero. Absent if learnt from the log, which gives no time. */
  readonly zeroAt?: number;
}

/** One row of the server's own leaderboard, in its order. */
export interface BoardRow {
  readonly carId: number;
  /** Best valid lap in practice and qualifying, total time in a race; absent if there is none. */
  readonly timeMs?: number;
  /** Valid laps in practice and qualifying, all laps in a race. */
  readonly laps: number;
  readonly finished: boolean;
}
