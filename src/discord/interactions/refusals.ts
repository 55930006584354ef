/** How somebody is told that nothing was done. What they typed is not lost with that. */
import type { Command, Form } from '../../command/command.ts';
import type { Call, Outcome } from '../../command/dispatch.ts';
import type { Vocabulary } from '../../command/vocabulary.ts';
import type { Offer } from '../../kit/errors.ts';
import { english } from '../../texts/english/index.ts';
import { withCardsLinked } from '../common/cardLinks.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeText, withTimestamps } from '../common/text.ts';
import { NOTE_LENGTH } from '../renderings/limits.ts';
import { isFilledIn } from './drafts.ts';
import { lineWithValues, offerButtons, said } from './forms.ts';

/** A sentence of ours as Discord shows it: with links to cards, and moments on the reader's own clock. */
export const shownSentence = (sentence: string): string =>
  withTimestamps(withCardsLinked(escapeText(sentence, NOTE_LENGTH)));

export const warning = (sentence: string): string => `⚠️ ${shownSentence(sentence)}`;

type Failed = Extract<Outcome, { kind: 'failed' }>;

/** With what can be done instead, or with the form once more. */
export function refusedMessage({ sentence, offers = [] }: Failed, call: Call, vocabulary: Vocabulary): MessageContent {
  const content = withWritten(warning(sentence), sentence, call, vocabulary.commandOf(call.line));
  return { content, components: offerButtons(offers.length > 0 ? offers : again(call)) };
}

/** In place of a question that nobody has answered in time. */
export function unansweredMessage(text: string, call: Call, vocabulary: Vocabulary): MessageContent {
  const sentence = `${shownSentence(text)}\nNo answer; nothing was done.`;
  return {
    content: withWritten(sentence, text, call, vocabulary.commandOf(call.line)),
    components: offerButtons(again(call)),
  };
}

const again = (call: Call): readonly Offer[] =>
  isFilledIn(call) ? [{ label: 'Fill it in again', line: call.line, server: call.server }] : [];

/**
 * Something that a form could not demand was left out, and no form can be shown in answer to one: what is missing is
 * named, and a button asks again.
 */
export function unfinishedMessage(form: Form, command: Command, call: Call): MessageContent {
  const { named = {}, server, caller } = call;
  // What a button or form has sent stands in its line already.
  const line = caller.via === 'slash' ? lineWithValues(form, command, call) : call.line;
  // Discord sends a field that was left empty as an empty text.
  const missing = form.fields.filter(({ name, required = true }) => required && !named[name]?.trim());
  const sentence = `⚠️ Nothing was done. Missing: ${missing.map(({ label }) => said(label, english)).join('; ')}.`;
  const components = offerButtons([{ label: 'Fill it in', line, server }]);
  return { content: withWritten(sentence, '', call, command), components };
}

/** Discord takes 2000 characters, and escaping at most doubles a text. */
const CONTENT_LENGTH = 1900;

/** What was written for others to read, as far as the sentence does not quote it already. */
function withWritten(content: string, sentence: string, { named = {} }: Call, command: Command | undefined): string {
  const written = Object.entries(named).filter(
    ([name, value]) => command?.params[name]?.isProse === true && value.trim() !== '' && !sentence.includes(value),
  );
  const room = Math.floor((CONTENT_LENGTH - content.length) / 2 / Math.max(written.length, 1));
  return [content, ...written.map(([, value]) => `You wrote: "${escapeText(value, room)}".`)].join('\n');
}
