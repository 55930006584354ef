/** What is decided about drivers: rows that never change. */
import type { Driver } from './driver.ts';
import type { PenaltyType, StoredText } from './penalty.ts';

/** What is decided where nobody is penalised. */
export const FINDINGS = ['no further action', 'racing incident'] as const;
export type Finding = (typeof FINDINGS)[number];

/** What can be decided about a driver. */
export type Outcome = Finding | PenaltyType;

export interface Decision {
  /** Unique everywhere; the number is what people call it. */
  readonly id: string;
  /** Counts per installation. A decision that gives a penalty shares its number: decision 17 gives P-17. */
  readonly number: number;
  /** The server, the run and the session whose result it is about. */
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly incident?: number | undefined;
  readonly driver: Driver;
  /** The model of the car, the team and the race number as they were then, where they were known. */
  readonly car?: string | undefined;
  readonly team?: string | undefined;
  readonly raceNumber?: string | undefined;
  /** An outcome, that nothing stands any more, or how a penalty was carried out. */
  readonly says: Outcome | 'withdrawn' | 'served' | 'not served';
  /** Kilograms, percent or seconds. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  /** The code of the league's list. */
  readonly infringement?: string | undefined;
  /** For the driver's licence; absent for none. */
  readonly points?: number | undefined;
  /** As the list had it then. */
  readonly infringementText?: string | undefined;
  readonly reason: string;
  /** The reason once more where it is ours, for readers of other languages. */
  readonly reasonText?: StoredText | undefined;
  /** The name as it was then. */
  readonly by: string;
  /** "discord:123", "token:NAME", "driver:GUID", "automatic" or "manager"; empty where version 0.1.0 did not keep it. */
  readonly byId: string;
  /** Why an admin judged although they were in it themselves. */
  readonly despite?: string | undefined;
  /** UTC, milliseconds. */
  readonly at: number;
  /** The number of the decision whose place it takes, or that it withdraws. */
  readonly replaces?: number | undefined;
  /** The number of the penalty that it gives or is about. */
  readonly penalty?: number | undefined;
  /** The number of the penalty whose place this one takes because that was not served. */
  readonly converts?: number | undefined;
  /** A short hash of the league's rules then; empty where it was not kept. */
  readonly rules: string;
}
