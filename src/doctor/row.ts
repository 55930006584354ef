/** One check, and its results. */
import type { Facts } from './facts.ts';

export interface Finding {
  /** A fault keeps Pitwall, or a part of it, from working; a warning is worth knowing. */
  readonly level: 'warning' | 'fault';
  readonly sentence: string;
  /** What to do about it. */
  readonly fix: string;
  /** Set if Pitwall can repair it itself. */
  readonly repair?: Repair | undefined;
}

/** The repairs that Pitwall can make. */
export type Repair =
  | { readonly kind: 'mode'; readonly path: string; readonly mode: number }
  | { readonly kind: 'byteOrderMark'; readonly path: string }
  | { readonly kind: 'quotes'; readonly path: string; readonly name: string }
  | { readonly kind: 'commands' };

/** `unknown`: its facts are missing, or it does not apply to this installation. */
export type Verdict = 'unknown' | readonly Finding[];

/** One check: a pure function over facts. */
export interface Row {
  /** Its number in the list of checks, as used in sentences and tests. */
  readonly number: number;
  /** The statement that is true without findings: "The token is accepted". */
  readonly title: string;
  check(facts: Facts): Verdict;
}

export const fault = (sentence: string, fix: string, repair?: Repair): Finding => ({
  level: 'fault',
  sentence,
  fix,
  repair,
});

export const warning = (sentence: string, fix: string, repair?: Repair): Finding => ({
  level: 'warning',
  sentence,
  fix,
  repair,
});

/** No findings. */
export const FINE: readonly Finding[] = [];
