/** One thing that is checked, and what comes of looking. */
import type { Facts } from './facts.ts';

export interface Finding {
  /** A fault keeps Pitwall, or a part of it, from working; a warning is worth knowing. */
  readonly level: 'warning' | 'fault';
  readonly sentence: string;
  /** What to do about it. */
  readonly fix: string;
  /** Where Pitwall itself can do it. */
  readonly repair?: Repair | undefined;
}

/** What is ours to put right. */
export type Repair =
  | { readonly kind: 'mode'; readonly path: string; readonly mode: number }
  | { readonly kind: 'byteOrderMark'; readonly path: string }
  | { readonly kind: 'quotes'; readonly path: string; readonly name: string }
  | { readonly kind: 'commands' };

/** `unknown`: what it needs could not be learnt, or does not concern this installation. */
export type Verdict = 'unknown' | readonly Finding[];

/** A pure function over facts. */
export interface Row {
  /** Its number in the list of what goes wrong: sentences and tests name it by that. */
  readonly number: number;
  /** What is true where nothing is found: "The token is accepted". */
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

/** Nothing was found. */
export const FINE: readonly Finding[] = [];
