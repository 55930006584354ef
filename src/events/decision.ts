/** Decisions about drivers: rows that never change. */
import type { Driver } from './driver.ts';
import type { PenaltyType, StoredText } from './penalty.ts';

/** Decisions that penalise nobody. */
export const FINDINGS = ['no further action', 'racing incident'] as const;
export type Finding = (typeof FINDINGS)[number];

/** Everything that can be decided about a driver. */
export type Outcome = Finding | PenaltyType;

export interface Decision {
  /** Unique everywhere. People use the number. */
  readonly id: string;
  /** Counts per installation. A decision that gives a penalty shares its number: decision 17 gives P-17. */
  readonly number: number;
  /** The server, run and session whose result it affects. */
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly incident?: number | undefined;
  readonly driver: Driver;
  /** Car model, team and race number at that time, if known. */
  readonly car?: string | undefined;
  readonly team?: string | undefined;
  readonly raceNumber?: string | undefined;
  /** An outcome, a withdrawal, or how a penalty was carried out. */
  readonly says: Outcome | 'withdrawn' | 'served' | 'not served';
  /** Kilograms, percent or seconds. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  /** A code from the league's list. */
  readonly infringement?: string | undefined;
  /** For the driver's licence; absent if there are none. */
  readonly points?: number | undefined;
  /** As it read in the list at that time. */
  readonly infringementText?: string | undefined;
  readonly reason: string;
  /** The reason as a catalogue text, if it is one of ours, for readers of other languages. */
  readonly reasonText?: StoredText | undefined;
  /** The name at that time. */
  readonly by: string;
  /** "discord:123", "token:NAME", "driver:GUID", "automatic" or "manager"; empty in decisions of version 0.1.0. */
  readonly byId: string;
  /** Why an admin judged an incident they were involved in themselves. */
  readonly despite?: string | undefined;
  /** UTC, milliseconds. */
  readonly at: number;
  /** The number of the decision that it replaces or withdraws. */
  readonly replaces?: number | undefined;
  /** The number of the penalty that it gives or concerns. */
  readonly penalty?: number | undefined;
  /** The number of the unserved penalty that this one replaces. */
  readonly converts?: number | undefined;
  /** A short hash of the league's rules at that time; empty if it was not kept. */
  readonly rules: string;
}
