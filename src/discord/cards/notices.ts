/** What was decided about a driver, addressed to the linked account. */
import type { Appeal } from '../../events/appeal.ts';
import type { Driver } from '../../events/driver.ts';
import { insteadOf } from '../../texts/appeals.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { decisionName, penaltyName } from '../../texts/names.ts';
import { escapeText, fitLines } from '../common/text.ts';
import { appealButtons, termInWords } from '../renderings/appeals.ts';
import { boldName, type Cards } from './card.ts';
import { why } from './penalties.ts';

/** Leaves room for the mention in front of it and for a server's name. */
const LENGTH = 1800;

export const noticeCards = {
  driverNotified({ driver, penalties, appeals = [] }, _state, words, contactOf, appealTermOf) {
    const told = penalties.map((penalty) => ({ penalty, term: appealTermOf(penalty.number) }));
    const lines = [
      ...told.map(({ penalty, term }) => {
        const until = term === undefined ? '' : ` · ${termInWords(term, words)}`;
        return `**${penaltyName(penalty)}**: ${words.penalty(penalty)}${why(penalty, { words, contactOf })}${until}`;
      }),
      ...appeals.map((appeal) => appealLine(appeal, driver, words)),
    ];
    const open = told
      .filter(({ term }) => term !== undefined)
      .map(({ penalty: { number } }) => ({ number, penalty: number }));
    const buttons = appealButtons(open, penalties[0]?.server ?? '', words);
    const content = `📣 ${boldName(driver, words)}\n${fitLines(lines, LENGTH, words)}`;
    return [
      {
        kind: 'decision',
        mention: driver.guid,
        post: { lane: 'penalty', body: { content, components: buttons && [buttons] } },
      },
    ];
  },
} satisfies Partial<Cards>;

/** "⚖️ **P-17**: decision upheld · late braking"; an appeal by somebody else also names them. */
function appealLine({ decision, answer, driver: by }: Appeal, driver: Driver, words: Catalogue): string {
  const name = decisionName(decision);
  if (!answer) return `⚖️ **${name}**: ${escapeText(words.appealBy({ by: by.name || words.carAsName(by) }), 120)}`;
  const whose =
    by.guid === driver.guid ? '' : `, ${escapeText(words.appealOf({ by: by.name || words.carAsName(by) }), 80)}`;
  const became = words.appealAnswerIs({ says: answer.says, instead: insteadOf(answer, words) });
  return `⚖️ **${name}**${whose}: ${became} · ${escapeText(answer.reason, 200)}`;
}
