/** What was decided about a driver, to be read by the one whose account is linked. */
import { penaltyName } from '../../texts/names.ts';
import { fitLines } from '../common/text.ts';
import { boldName, type Cards } from './card.ts';
import { why } from './penalties.ts';

/** Room for the mention before it, and for a server's name. */
const LENGTH = 1800;

export const noticeCards = {
  driverNotified({ driver, penalties }, _state, words, contactOf) {
    const lines = penalties.map(
      (penalty) => `**${penaltyName(penalty)}**: ${words.penalty(penalty)}${why(penalty, { words, contactOf })}`,
    );
    const content = `📣 ${boldName(driver)}\n${fitLines(lines, LENGTH, words)}`;
    return [{ kind: 'decision', mention: driver.guid, post: { lane: 'penalty', body: { content } } }];
  },
} satisfies Partial<Cards>;
