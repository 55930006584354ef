/** Finds the decision that a driver appeals against without naming it, or with an unknown number. */
import type { DecisionInAppeal } from '../../events/appeal.ts';
import { UserError } from '../../kit/errors.ts';
import { joined } from '../../kit/sentence.ts';
import { appealTexts } from '../../texts/english/appeals.ts';
import { decisionName } from '../../texts/names.ts';

/** The decisions that can be appealed, newest first. */
type Open = readonly { readonly decision: DecisionInAppeal }[];

/**
 * The only one, or the one that the reason names: "he hit me, P-17".
 *
 * @throws UserError with the decisions to choose from, and with the reason, which would have to be typed again
 */
export function meantDecision(open: Open, reason: string): number {
  const [only, ...others] = open;
  if (!only) throw new UserError('There is no decision you can appeal.');
  if (others.length === 0) return only.decision.number;
  const words = new Set(reason.toUpperCase().match(/[DP]-[A-Z]?\d+/g));
  const [named, ...more] = open.filter(({ decision }) => words.has(decisionName(decision)));
  if (named && more.length === 0) return named.decision.number;
  throw new UserError([`Which decision do you want to appeal? ${choices(open)}.`, ...written(reason)].join(' '));
}

/** The refusal of an unknown number, with the decisions that can be appealed, and the reason. */
export function withChoices(error: unknown, open: Open, reason: string): unknown {
  if (!(error instanceof UserError)) return error;
  const could = open.length === 0 ? [] : [`You can appeal ${choices(open)}.`];
  return new UserError(joined([error.sentence, ...could, ...written(reason)]));
}

const choices = (open: Open): string =>
  open.map(({ decision }) => appealTexts.appealedDecision({ ...decision, name: decision.driver.name })).join(', ');

const written = (reason: string): readonly string[] => (reason.trim() === '' ? [] : [`You wrote: "${reason.trim()}".`]);
