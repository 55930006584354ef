/** Reads which penalties do not carry over. */
import type { Penalty } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import { phrase, typed } from '../../kit/sentence.ts';
import { penaltyName } from '../../texts/names.ts';
import { penaltyLabel } from '../../texts/penaltyLabels.ts';
import type { Official } from '../judging/bench.ts';

/** @throws UserError for anything but the number of a penalty in force in this race */
export function numbersIn(drop: string | undefined, standing: readonly Penalty[]): readonly number[] {
  if (drop === undefined) return [];
  if (/^all$/i.test(drop.trim())) return standing.map(({ number }) => number);
  return drop
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((word) => {
      const [, digits] = /^(?:P-?)?(\d{1,9})$/i.exec(word) ?? [];
      const found = standing.find(({ number }) => number === Number(digits));
      if (found) return found.number;
      const among = standing.length === 0 ? 'there are none' : `there are ${labelsOf(standing)}`;
      throw new UserError(`"${word.slice(0, 40)}" is not a penalty this race could carry over: ${among}.`);
    });
}

export const labelsOf = (penalties: readonly Penalty[]): string => {
  const among = penalties.map(({ driver }) => driver);
  return penalties.map((penalty) => penaltyLabel(penalty, among)).join(', ');
};

/** A typed restart takes no reason, but an admin who is involved has to give one: the message says how else. */
export function withAnotherWay<T>({ isAdmin }: Official, numbers: readonly number[], judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof UserError) || !isAdmin) throw error;
    const name = penaltyName({ number: numbers[0] ?? 0 });
    throw new UserError(
      phrase`${error.sentence} Give one with "drop", or restart without dropping it, and then say ${typed('penalty clear', `${name} <reason>`)}.`,
    );
  }
}
