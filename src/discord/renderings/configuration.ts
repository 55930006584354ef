/** The effect of a change to server_cfg.ini: a sentence, and the diff of the file. */
import type { Change, ConfigurationChange } from '../../features/sessions/configuration.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { changeInWords, linesOf } from '../../texts/configuration.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeCode, escapeText, fitLines } from '../common/text.ts';

export function configurationMessage(change: ConfigurationChange, words: Catalogue): MessageContent {
  const description = escapeText(changeInWords(change));
  if (change.changes.length === 0) return { embeds: [{ description }] };
  const diff = fitLines(diffLines(change.changes), DIFF_LENGTH, words);
  return {
    embeds: [{ description: `${description}\n\`\`\`diff\n${diff}\n\`\`\``, footer: { text: 'server_cfg.ini' } }],
  };
}

const DIFF_LENGTH = 3000;

/** Each section is named once, above its first line. A section that was itself added or removed needs no heading. */
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
