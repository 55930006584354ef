/** Appeals in the words of a language, for every front end. */
import type { Appeal } from '../events/appeal.ts';
import type { Catalogue, Text } from './catalogue.ts';

/** The decision that replaces the original one; empty if there is none. */
export function insteadOf({ instead }: NonNullable<Appeal['answer']>, words: Catalogue): string {
  return instead === undefined || instead.says === 'withdrawn' ? '' : words.decision(instead);
}

/** The same as a `Text`, to be rendered later. */
function insteadText({ instead }: NonNullable<Appeal['answer']>): Text | '' {
  if (instead === undefined || instead.says === 'withdrawn') return '';
  const { says, amount, laps } = instead;
  return { key: 'decision', params: { says, amount, laps } };
}

/** For the driver who appealed: the outcome. */
export function ownAppeal({ decision, answer }: Appeal, words: Catalogue): string {
  const { number, penalty } = decision;
  if (!answer) return words.appealIsOpen({ number, penalty });
  const { says, reason } = answer;
  return words.appealAnsweredTo({ number, penalty, says, reason, instead: insteadOf(answer, words) });
}

/** The same as a `Text`, to be rendered later. */
export function answeredText({ decision, answer }: Appeal): Text {
  const { number, penalty } = decision;
  if (!answer) return { key: 'appealIsOpen', params: { number, penalty } };
  const { says, reason } = answer;
  return { key: 'appealAnsweredTo', params: { number, penalty, says, reason, instead: insteadText(answer) } };
}

/** For the driver the decision is about: somebody else has appealed against it, or the outcome of that. */
export function othersAppealText({ decision, driver, answer }: Appeal, isAnswered: boolean): Text {
  const { number, penalty } = decision;
  const by: string | Text = driver.name || { key: 'carAsName', params: { carId: driver.carId } };
  if (!isAnswered || !answer) return { key: 'appealAgainstOwn', params: { number, penalty, by } };
  const { says, reason } = answer;
  const instead = insteadText(answer);
  return { key: 'appealAgainstOwnAnswered', params: { number, penalty, by, says, reason, instead } };
}
