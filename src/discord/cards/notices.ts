/** What was decided about a driver, to be read by the one whose account is linked. */
import { penaltyName } from '../../texts/names.ts';
import { reasonIn } from '../../texts/reasons.ts';
import { escapeText, fitLines } from '../common/text.ts';
import { boldName, type Cards } from './card.ts';

/** Room for the mention before it, and for a server's name. */
const LENGTH = 1800;

export const noticeCards = {
  driverNotified({ driver, penalties }, _state, words) {
    const lines = penalties.map((penalty) => {
      const reason = reasonIn(words, penalty);
      const why = reason === '' ? '' : ` · ${escapeText(reason, 200)}`;
      return `**${penaltyName(penalty)}**: ${words.penalty(penalty)}${why}`;
    });
    const content = `📣 ${boldName(driver)}\n${fitLines(lines, LENGTH, words)}`;
    return [{ route: 'race', mention: driver.guid, post: { lane: 'penalty', body: { content } } }];
  },
} satisfies Partial<Cards>;
