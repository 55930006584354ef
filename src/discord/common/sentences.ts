/** Sentences as Discord shows them: commands with a slash, and times in the reader's own time zone. */
import { type Commands, lineAsTyped } from '../../command/typedLines.ts';
import { type Moment, plain, rendered, type Sentence } from '../../kit/sentence.ts';
import { dateAndTime, escapePart, escapeText, shortTime } from './text.ts';

/** For sentences that tell nobody to type anything. */
export const NO_COMMANDS: Commands = { commandOf: () => undefined };

/** As Markdown. A sentence of more than `max` characters is cut, and then all of it is plain text. */
export function escapeSentence(sentence: Sentence, commands: Commands, max = 200): string {
  const text = plain(sentence);
  if (typeof sentence === 'string' || text.length > max) return escapeText(text, max);
  return rendered(sentence, {
    text: escapePart,
    line: (line) => escapePart(lineAsTyped(line, 'slash', commands)),
    moment: timestamp,
  }).trim();
}

const timestamp = ({ at, shown }: Moment): string => (shown === 'date' ? dateAndTime(at) : shortTime(at));
