import { checkAll } from '../../../src/doctor/checks.ts';
import type { Facts } from '../../../src/doctor/facts.ts';

/** A mistake made on purpose: the number of its check, the facts, and the sentence. */
export type Mistake = readonly [number, Facts, string];

export const sentencesOf = (facts: Facts, number: number): readonly string[] =>
  checkAll(facts)
    .filter((each) => each.number === number)
    .flatMap(({ findings }) => findings.map(({ sentence }) => sentence));
