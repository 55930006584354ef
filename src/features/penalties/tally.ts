/** What is known against each driver in the last sessions: plain data, folded from one run's events, and stored. */
import type { EventOf, SessionKind } from '../../events/events.ts';
import type { InfractionKind } from '../../events/penalty.ts';

export interface Tally {
  readonly sessions: readonly SessionTally[];
}

export interface SessionTally {
  readonly run: number;
  readonly session: number;
  readonly kind: SessionKind;
  readonly over: boolean;
  /** By GUID. */
  readonly drivers: Readonly<Record<string, DriverTally>>;
}

/** What a driver's own packets say, and how many infractions of each kind have been reported. */
export interface DriverTally {
  readonly laps: readonly TalliedLap[];
  readonly contacts: readonly TalliedContact[];
  /** Findings of rules that are judged by other events, by rule code. */
  readonly marks?: Readonly<Record<InfractionKind, readonly Mark[]>> | undefined;
  /** By rule code. Read it with `toldOf`: an older version did not know every rule. */
  readonly told: Readonly<Record<InfractionKind, number | null>>;
}

export type TalliedLap = Pick<EventOf<'lapCompleted'>, 'lap' | 'lapMs' | 'cuts' | 'at'> & {
  /** Only the log reported it, so its cuts are not charged: what drivers type in chat is in the log as well. */
  readonly late?: true | undefined;
};
export type TalliedContact = Pick<EventOf<'contact'>, 'at' | 'speedKmh' | 'against'>;

/** One event against a driver, and its weight. */
export interface Mark {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly weight: number;
}

export const emptyTally: Tally = { sessions: [] };

export const emptyDriverTally: DriverTally = { laps: [], contacts: [], told: {} };

/** Version 0.1.0 stored an unknown count as NaN, which JSON turns into null. */
export const toldOf = ({ told }: DriverTally, infraction: InfractionKind): number => told[infraction] ?? 0;

export const isTallyOf = (
  { run, session }: SessionTally,
  event: { readonly run: number; readonly session: number },
): boolean => run === event.run && session === event.session;
