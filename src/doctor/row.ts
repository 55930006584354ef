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

/** A check, or a part of it, that could not be run: nobody knows whether all is well there. */
export interface NotRun {
  /** The rest of a sentence: "Discord could not be reached". */
  readonly reason: string;
}

/** Without findings and reasons, all is well. */
export type Verdict = typeof NOT_HERE | readonly (Finding | NotRun)[];

/** This installation has nothing that the check is about. */
export const NOT_HERE = 'does not apply';

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

export const notRun = (reason: string): readonly NotRun[] => [{ reason }];

/** No findings. */
export const FINE: readonly Finding[] = [];

export const findingsOf = (verdict: Verdict): readonly Finding[] =>
  verdict === NOT_HERE ? [] : verdict.filter((each) => 'level' in each);

export const reasonsOf = (verdict: Verdict): readonly string[] =>
  verdict === NOT_HERE ? [] : verdict.flatMap((each) => ('reason' in each ? [each.reason] : []));

/** One verdict on several things; it does not apply if it does not for any of them. */
export function together(verdicts: readonly Verdict[]): Verdict {
  const here = verdicts.filter((verdict) => verdict !== NOT_HERE);
  return here.length === 0 ? NOT_HERE : here.flat();
}
