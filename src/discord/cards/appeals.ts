/** Drivers' appeals against decisions: a card for the stewards, and the answer in public. */
import type { Appeal } from '../../events/appeal.ts';
import type { Driver } from '../../events/driver.ts';
import { peopleOf } from '../../race/people.ts';
import { insteadOf } from '../../texts/appeals.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import { incidentName } from '../../texts/names.ts';
import { numberedKey } from '../common/cardLinks.ts';
import { AMBER, GREEN } from '../common/colours.ts';
import { driverName } from '../common/driverName.ts';
import { escapeText } from '../common/text.ts';
import { answerButtons, answerLine } from '../renderings/appeals.ts';
import { boldName, type Cards, line, type RoutedPost } from './card.ts';

export const appealCards = {
  appealMade: ({ appeal }, state) => [stewardCard(appeal, peopleOf(state))],
  appealAnswered({ appeal }, state, words) {
    const people = peopleOf(state);
    return [stewardCard(appeal, people), ...publicLine(appeal, people, words)];
  },
} satisfies Partial<Cards>;

/** One message per appeal. It shows the appeal's outcome once there is one. */
function stewardCard(appeal: Appeal, people: readonly Driver[]): RoutedPost {
  const { decision, driver, incident, reason, answer } = appeal;
  const among = amongIn(appeal, people);
  const against = subject(appeal, among, english);
  const lines = [
    `⚖️ ${boldName(driver, english, among)} appeals ${against} · ${incidentName({ number: incident })}`,
    escapeText(reason, 300),
    ...(answer ? [answerLine(appeal, english)] : ['The decision stands until the stewards rule on it.']),
  ];
  const buttons = answerButtons(appeal);
  return {
    kind: 'incident',
    post: {
      lane: 'incident',
      key: `${numberedKey('appeal', decision.number, appeal.server)}/${driver.guid}`,
      body: {
        embeds: [{ description: lines.join('\n'), color: answer ? GREEN : AMBER }],
        components: buttons ? [buttons] : [],
      },
    },
  };
}

/** The outcome is public, like the decision itself. */
function publicLine(appeal: Appeal, people: readonly Driver[], words: Catalogue): readonly RoutedPost[] {
  const { answer, driver } = appeal;
  if (!answer) return [];
  const became = words.appealAnswerIs({ says: answer.says, instead: insteadOf(answer, words) });
  const why = answer.reason === '' ? '' : ` · ${escapeText(answer.reason, 200)}`;
  const among = amongIn(appeal, people);
  const [by, decision] = [boldName(driver, words, among), subject(appeal, among, words)];
  return [line('decision', `⚖️ ${words.appealOfAgainst({ by, decision })}: ${became}${why}`, 'penalty')];
}

const subject = ({ decision }: Appeal, among: readonly Driver[], words: Catalogue): string =>
  words.appealedDecision({ ...decision, name: driverName(decision.driver, words, among) });

const amongIn = ({ driver, decision }: Appeal, people: readonly Driver[]): readonly Driver[] => [
  driver,
  decision.driver,
  ...people,
];
