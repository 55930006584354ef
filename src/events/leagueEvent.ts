/** A group of sessions: a league night that somebody starts, or a server's day. Plain data. */
export interface LeagueEvent {
  /** Counts per installation, as in E-3. */
  readonly number: number;
  readonly server: string;
  /** The name it was given; for a day its date, such as "2026-11-21". */
  readonly name: string;
  readonly series?: string | undefined;
  /** Not started by anybody: it holds all sessions until 06:00 host time. */
  readonly isDay: boolean;
  /** UTC, milliseconds. */
  readonly startedAt: number;
  /** A day has it from the beginning, because it ends by itself. */
  readonly endedAt?: number | undefined;
}
