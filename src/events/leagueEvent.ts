/** What sessions belong to: a league night that somebody starts, or a server's day. Plain data. */
export interface LeagueEvent {
  /** Counts per installation: people say E-3. */
  readonly number: number;
  readonly server: string;
  /** As it was called; a day by its date, such as "2026-11-21". */
  readonly name: string;
  readonly series?: string | undefined;
  /** Nobody started it: it holds what is driven until 06:00 of the host's time. */
  readonly isDay: boolean;
  /** UTC, milliseconds. */
  readonly startedAt: number;
  /** Of a day as soon as it has begun: it ends by itself. */
  readonly endedAt?: number | undefined;
}
