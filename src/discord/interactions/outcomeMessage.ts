import { render } from '../../command/answer.ts';
import type { Call, Outcome } from '../../command/dispatch.ts';
import type { Vocabulary } from '../../command/vocabulary.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { withCardsLinked } from '../common/cardLinks.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText } from '../common/text.ts';
import { discordRenderings } from '../renderings/answers.ts';
import { NOTE_LENGTH } from '../renderings/limits.ts';
import { questionMessage } from './forms.ts';
import { refusedMessage, unfinishedMessage } from './refusals.ts';

interface Said {
  readonly words: Catalogue;
  readonly vocabulary: Vocabulary;
}

/** What whoever asked is shown of what came of it. */
export function outcomeMessage(outcome: Outcome, call: Call, { words, vocabulary }: Said): MessageContent {
  switch (outcome.kind) {
    case 'done':
      return render(discordRenderings(words), outcome.answer);
    case 'failed':
      return refusedMessage(outcome, call, vocabulary);
    case 'confirm':
      return questionMessage(withCardsLinked(escapeText(outcome.text, NOTE_LENGTH)), outcome.key);
    case 'input':
      return unfinishedMessage(outcome.form, vocabulary.find(call.line).command, call);
  }
}
