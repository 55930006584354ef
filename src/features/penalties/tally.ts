/** What is known against everybody in the last sessions: plain data, folded from the events of one run, and stored. */
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

/** What one driver's own packets say, and how many infractions of each kind have been told. */
export interface DriverTally {
  readonly laps: readonly TalliedLap[];
  readonly contacts: readonly TalliedContact[];
  /** What rules that are judged by other events have found, by the code of the rule. */
  readonly marks?: Readonly<Record<InfractionKind, readonly Mark[]>> | undefined;
  /** By the code of the rule. To be read by `toldOf`: an older version did not know every rule. */
  readonly told: Readonly<Record<InfractionKind, number | null>>;
}

export type TalliedLap = Pick<EventOf<'lapCompleted'>, 'lap' | 'lapMs' | 'cuts' | 'at'> & {
  /** The log alone told it, so its cuts are nobody's fault: what drivers type stands in the log as well. */
  readonly late?: true | undefined;
};
export type TalliedContact = Pick<EventOf<'contact'>, 'at' | 'speedKmh' | 'against'>;

/** One event against a driver, and how much it counts. */
export interface Mark {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly weight: number;
}

export const emptyTally: Tally = { sessions: [] };

export const emptyDriverTally: DriverTally = { laps: [], contacts: [], told: {} };

/** Version 0.1.0 stored a count that it did not know as NaN, of which JSON makes null. */
export const toldOf = ({ told }: DriverTally, infraction: InfractionKind): number => told[infraction] ?? 0;

export const isTallyOf = (
  { run, session }: SessionTally,
  event: { readonly run: number; readonly session: number },
): boolean => run === event.run && session === event.session;
