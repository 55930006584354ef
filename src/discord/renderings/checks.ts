/** All checks: problems first, then what is fine. */
import type { AnswerOf } from '../../command/answer.ts';
import type { Commands } from '../../command/typedLines.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { AMBER, GREEN, RED } from '../common/colours.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeSentence } from '../common/sentences.ts';
import { escapeText, fitLines } from '../common/text.ts';
import { DESCRIPTION_LENGTH, NOTE_LENGTH } from './limits.ts';

type Checked = AnswerOf<'checks'>['checked'][number];

const TEXT_LENGTH = 600;

export const linesMessage = (
  { lines }: Pick<AnswerOf<'lines'>, 'lines'>,
  words: Catalogue,
  commands: Commands,
): MessageContent => ({
  content: fitLines(
    lines.map((line) => (typeof line === 'string' ? withLinks(line) : escapeSentence(line, commands, TEXT_LENGTH))),
    NOTE_LENGTH,
    words,
  ),
});

/** Discord pages that the checks name. They must stay clickable, so nothing is inserted into them. */
const LINKS = /(https:\/\/discord\.com\/(?:oauth2\/authorize\?[\w=%.&]+|developers\/applications\/\d+\/bot))/;

const withLinks = (text: string): string =>
  text
    .split(LINKS)
    .map((part) => (LINKS.test(part) ? `<${part}>` : escapeText(part, TEXT_LENGTH)))
    .join(' ')
    .trim();

export function checksMessage({ checked }: AnswerOf<'checks'>, words: Catalogue): MessageContent {
  const findings = checked.flatMap((one) => one.findings);
  const isFault = findings.some(({ level }) => level === 'fault');
  const lines = [...checked.flatMap(foundLines), ...checked.flatMap(unknownLines), ...checked.flatMap(fineLine)];
  return {
    embeds: [
      {
        title: findings.length === 0 ? 'No problems found' : `${findings.length} found`,
        description: fitLines(lines, DESCRIPTION_LENGTH, words),
        color: isFault ? RED : findings.length > 0 ? AMBER : GREEN,
        footer: notHereIn(checked),
      },
    ],
  };
}

const foundLines = ({ findings }: Checked): readonly string[] =>
  findings.map(
    ({ level, sentence, fix }) =>
      `${level === 'fault' ? '❌' : '⚠️'} ${escapeText(sentence, TEXT_LENGTH)} ${withLinks(fix)}`,
  );

const fineLine = ({ state, title }: Checked): readonly string[] => (state === 'ok' ? [`✅ ${escapeText(title)}`] : []);

const unknownLines = ({ title, reasons }: Checked): readonly string[] =>
  reasons.map((reason) => `❔ Not checked: ${escapeText(title)} (${escapeText(reason, TEXT_LENGTH)})`);

function notHereIn(checked: readonly Checked[]): { text: string } | undefined {
  const count = checked.filter(({ state }) => state === 'does not apply').length;
  if (count === 0) return undefined;
  return { text: count === 1 ? '1 more check does not apply here' : `${count} more checks do not apply here` };
}
