/** Messages that say that nothing was done. They repeat what was typed, so that it is not lost. */
import type { Command, Form } from '../../command/command.ts';
import type { Call, Outcome } from '../../command/dispatch.ts';
import type { Commands } from '../../command/typedLines.ts';
import type { Vocabulary } from '../../command/vocabulary.ts';
import type { Offer } from '../../kit/errors.ts';
import { plain, type Sentence } from '../../kit/sentence.ts';
import { english } from '../../texts/english/index.ts';
import { withCardsLinked } from '../common/cardLinks.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeSentence } from '../common/sentences.ts';
import { escapeText } from '../common/text.ts';
import { NOTE_LENGTH } from '../renderings/limits.ts';
import { isFilledIn } from './drafts.ts';
import { lineWithValues, offerButtons, said } from './forms.ts';

/** A sentence as Discord shows it, with links to cards. */
export const shownSentence = (sentence: Sentence, commands: Commands): string =>
  withCardsLinked(escapeSentence(sentence, commands, NOTE_LENGTH));

export const warning = (sentence: Sentence, commands: Commands): string => `⚠️ ${shownSentence(sentence, commands)}`;

type Failed = Extract<Outcome, { kind: 'failed' }>;

/** With buttons for the alternatives, or for the form again. */
export function refusedMessage({ sentence, offers = [] }: Failed, call: Call, vocabulary: Vocabulary): MessageContent {
  const content = withWritten(warning(sentence, vocabulary), plain(sentence), call, vocabulary.commandOf(call.line));
  return { content, components: offerButtons(offers.length > 0 ? offers : again(call)) };
}

/** Replaces a question that nobody answered in time. */
export function unansweredMessage(text: Sentence, call: Call, vocabulary: Vocabulary): MessageContent {
  const sentence = `${shownSentence(text, vocabulary)}\nNo answer; nothing was done.`;
  return {
    content: withWritten(sentence, plain(text), call, vocabulary.commandOf(call.line)),
    components: offerButtons(again(call)),
  };
}

const again = (call: Call): readonly Offer[] =>
  isFilledIn(call) ? [{ label: 'Fill it in again', line: call.line, server: call.server }] : [];

/**
 * A field was left empty that the form could not make required, and a form cannot be answered with another form. So the
 * message names what is missing, and a button asks again.
 */
export function unfinishedMessage(form: Form, command: Command, call: Call): MessageContent {
  const { named = {}, server, caller } = call;
  // For buttons and forms, the values are already in the line.
  const line = caller.via === 'slash' ? lineWithValues(form, command, call) : call.line;
  // Discord sends an empty field as an empty text.
  const missing = form.fields.filter(({ name, required = true }) => required && !named[name]?.trim());
  const sentence = `⚠️ Nothing was done. Missing: ${missing.map(({ label }) => said(label, english)).join('; ')}.`;
  const components = offerButtons([{ label: 'Fill it in', line, server }]);
  return { content: withWritten(sentence, '', call, command), components };
}

/** Discord takes 2000 characters, and escaping at most doubles a text. */
const CONTENT_LENGTH = 1900;

/** The free text that was typed, unless the sentence already quotes it. */
function withWritten(content: string, sentence: string, { named = {} }: Call, command: Command | undefined): string {
  const written = Object.entries(named).filter(
    ([name, value]) => command?.params[name]?.isProse === true && value.trim() !== '' && !sentence.includes(value),
  );
  const room = Math.floor((CONTENT_LENGTH - content.length) / 2 / Math.max(written.length, 1));
  return [content, ...written.map(([, value]) => `You wrote: "${escapeText(value, room)}".`)].join('\n');
}
