import type { Driver } from '../../events/events.ts';
import { hasNamesake, toldApart } from '../../kit/namesakes.ts';
import { peopleOf } from '../../race/people.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { escapeText, plainText } from '../common/text.ts';
import type { Cards } from './card.ts';

export const chatCards = {
  chat({ driver, text, late }, state, words) {
    const said = escapeText(text, 500);
    // A line of invisible characters leaves nothing to post.
    if (said === '') return [];
    const author = { name: speakerName(driver, peopleOf(state), words) };
    const body = { content: `${said}${late ? ` *(${words.noticedLate()})*` : ''}` };
    return [{ kind: 'chat', post: { lane: 'chat', author, body } }];
  },
} satisfies Partial<Cards>;

/** Discord refuses a webhook name that is empty, longer than 80 characters, or contains these words or characters. */
function speakerName(driver: Driver, among: readonly Driver[], words: Catalogue): string {
  const isCommon = hasNamesake(driver, among);
  const safe = (isCommon ? toldApart(driver, among, (name) => plainText(name, 26)) : plainText(driver.name, 40))
    .replace(/[@#:]/g, '·')
    .replaceAll('`', 'ˋ')
    .replace(/discord|clyde/gi, (word) => word.replace(/[oy]/i, '·'));
  return safe === '' || /^(?:everyone|here)$/i.test(safe) ? words.carAsName({ carId: driver.carId }) : safe;
}
