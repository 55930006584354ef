import { expect, test } from 'vitest';
import { escapeSentence, NO_COMMANDS } from '../../../src/discord/common/sentences.ts';
import { moment, phrase, type Sentence, timeOfDay, typed } from '../../../src/kit/sentence.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';

const AT = Date.UTC(2026, 0, 1, 14);

const shown = (sentence: Sentence, max?: number): string => escapeSentence(sentence, vocabulary, max);

test.each<[Sentence, string]>([
  [phrase`use ${typed('grid finish')} or ${typed('grid reverse')} first.`, 'use /grid finish or /grid reverse first.'],
  [phrase`${typed('appeal', 'P-3 <reason>')} does.`, '/appeal P-3 \\<reason\\> does.'],
  [phrase`banned until ${moment(AT)}.`, `banned until <t:${AT / 1000}:f>.`],
  [phrase`away since ${timeOfDay(AT)}.`, `away since <t:${AT / 1000}:t>.`],
])('a sentence has its commands with a slash, and times in the time zone of the reader', (sentence, markdown) => {
  expect(shown(sentence)).toBe(markdown);
});

test('what somebody typed is shown as typed, next to times and commands of ours', () => {
  const reason = '**use "kick 5"** until 2026-01-01 14:00 UTC, <t:0:f> @everyone';
  const escaped = '\\*\\*use "kick 5"\\*\\* until 2026-01-01 14:00 UTC, \\<t:0:f\\> @\u200Beveryone';
  expect(shown(reason)).toBe(escaped);
  expect(shown(phrase`banned until ${moment(AT)}: ${reason}`)).toBe(`banned until <t:${AT / 1000}:f>: ${escaped}`);
  expect(shown(phrase`${reason} ${typed('help')}`)).toBe(`${escaped} /help`);
});

test('a sentence that is too long is cut, and then shown without commands and timestamps', () => {
  const sentence = phrase`${'x'.repeat(20)} until ${moment(AT)}, ${typed('help')}`;
  expect(shown(sentence, 44)).toBe(`${'x'.repeat(20)} until 2026-01-01 14:00…`);
  expect(shown(sentence, 200)).toBe(`${'x'.repeat(20)} until <t:${AT / 1000}:f>, /help`);
});

test('where nobody is told to type anything, a command stays in quotes', () => {
  expect(escapeSentence(phrase`${typed('help')} lists them.`, NO_COMMANDS)).toBe('"help" lists them.');
});
