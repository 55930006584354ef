import { render } from '../../command/answer.ts';
import type { Call, Outcome } from '../../command/dispatch.ts';
import type { Vocabulary } from '../../command/vocabulary.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { MessageContent } from '../common/message.ts';
import { discordRenderings } from '../renderings/answers.ts';
import { questionMessage } from './forms.ts';
import { refusedMessage, shownSentence, unfinishedMessage } from './refusals.ts';

interface Said {
  readonly words: Catalogue;
  readonly vocabulary: Vocabulary;
}

/** The message that shows the asker the outcome of a command. */
export function outcomeMessage(outcome: Outcome, call: Call, { words, vocabulary }: Said): MessageContent {
  switch (outcome.kind) {
    case 'done':
      return render(discordRenderings(words, vocabulary), outcome.answer);
    case 'failed':
      return refusedMessage(outcome, call, vocabulary);
    case 'confirm':
      return questionMessage(shownSentence(outcome.text, vocabulary), outcome.key);
    case 'input':
      return unfinishedMessage(outcome.form, vocabulary.find(call.line).command, call);
  }
}
