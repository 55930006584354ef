import type { Change, ConfigurationChange } from '../../features/sessions/configuration.ts';
import { changeInWords, linesOf } from '../../texts/configuration.ts';
import { escapeCode, escapeText, fitLines } from '../common/text.ts';
import type { MessageContent } from './answers.ts';

/** The sentence, and the diff of the file as programmers know it. */
export function configurationMessage(change: ConfigurationChange): MessageContent {
  const description = escapeText(changeInWords(change));
  if (change.changes.length === 0) return { embeds: [{ description }] };
  const diff = fitLines(diffLines(change.changes), DIFF_LENGTH);
  return {
    embeds: [{ description: `${description}\n\`\`\`diff\n${diff}\n\`\`\``, footer: { text: 'server_cfg.ini' } }],
  };
}

const DIFF_LENGTH = 3000;

/** Each section is named once, above its first line; a line that is one stands for itself. */
function diffLines(changes: readonly Change[]): string[] {
  return changes.flatMap((change, index) => {
    const { before, after } = linesOf(change);
    const isNamed = change.key === undefined || changes[index - 1]?.section === change.section;
    return [
      ...(isNamed ? [] : [`  [${escapeCode(change.section, 40)}]`]),
      ...(before === undefined ? [] : [`- ${escapeCode(before)}`]),
      ...(after === undefined ? [] : [`+ ${escapeCode(after)}`]),
    ];
  });
}
