/** Appeals in the words of a language, for every front end. */
import type { Appeal } from '../events/appeal.ts';
import type { Catalogue, Text } from './catalogue.ts';
import { english } from './english/index.ts';

/** What took the place of the decision; empty where nothing did. */
export function insteadOf({ instead }: NonNullable<Appeal['answer']>, words: Catalogue): string {
  return instead === undefined || instead.says === 'withdrawn' ? '' : words.decision(instead);
}

/** To whoever appealed: what became of it. */
export function ownAppeal({ decision, answer }: Appeal, words: Catalogue): string {
  const { number, penalty } = decision;
  if (!answer) return words.appealIsOpen({ number, penalty });
  const { says, reason } = answer;
  return words.appealAnsweredTo({ number, penalty, says, reason, instead: insteadOf(answer, words) });
}

/** The same, for whoever renders it later; in English, what took the place of the decision. */
export function answeredText({ decision, answer }: Appeal): Text {
  const { number, penalty } = decision;
  if (!answer) return { key: 'appealIsOpen', params: { number, penalty } };
  const { says, reason } = answer;
  return { key: 'appealAnsweredTo', params: { number, penalty, says, reason, instead: insteadOf(answer, english) } };
}

/** To whoever the decision is about: that somebody else appeals against it, or what became of that. */
export function othersAppealText(appeal: Appeal, isAnswered: boolean): Text {
  const { decision, driver, answer } = appeal;
  const about = { number: decision.number, penalty: decision.penalty, by: driver.name || `Car ${driver.carId}` };
  if (!isAnswered || !answer) return { key: 'appealAgainstOwn', params: about };
  const { says, reason } = answer;
  const instead = insteadOf(answer, english);
  return { key: 'appealAgainstOwnAnswered', params: { ...about, says, reason, instead } };
}
