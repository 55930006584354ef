import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/kit/errors.ts';
import {
  distinct,
  inLines,
  joined,
  moment,
  phrase,
  plain,
  rendered,
  type Sentence,
  timeOfDay,
  typed,
  withTexts,
} from '../../src/kit/sentence.ts';

const AT = Date.UTC(2026, 0, 1, 14, 0, 59);

/** Shows what is a part and what is text. */
const parts = (sentence: Sentence): string =>
  rendered(sentence, {
    text: (text) => text,
    line: (line) => `<${line}>`,
    moment: ({ at, shown }) => `<${shown} ${at === AT}>`,
  });

describe('a sentence', () => {
  test('of nothing but text is a string', () => {
    expect(phrase`Nobody is in car ${4}, says ${'Ada'}.`).toBe('Nobody is in car 4, says Ada.');
    expect(phrase``).toBe('');
    expect(joined(['One.', undefined, '', 'Two.'])).toBe('One. Two.');
  });

  test('keeps the commands and times in it apart from its text', () => {
    const sentence = phrase`use ${typed('penalty clear', 'P-3 <reason>')} until ${moment(AT)}, or ${timeOfDay(AT)}`;
    expect(parts(sentence)).toBe('use <penalty clear P-3 <reason>> until <date true>, or <time of day true>');
  });

  test('is plain text in logs and on the websocket: commands in quotes, times in UTC to the minute', () => {
    expect(plain(phrase`use ${typed('grid finish')} first.`)).toBe('use "grid finish" first.');
    expect(plain(phrase`banned until ${moment(AT)}.`)).toBe('banned until 2026-01-01 14:00 UTC.');
    expect(plain(phrase`away since ${timeOfDay(AT)}.`)).toBe('away since 14:00 UTC.');
    expect(plain('as it is')).toBe('as it is');
  });

  test('is plain data', () => {
    const sentence = phrase`${typed('help')} until ${moment(AT)}.`;
    expect(JSON.parse(JSON.stringify(sentence))).toEqual(sentence);
  });

  test('never takes what somebody typed for a command or a time', () => {
    const reason = 'use "kick 5", or <t:0:f>, until 2026-01-01 14:00 UTC';
    expect(phrase`You wrote: ${reason}.`).toBe(`You wrote: ${reason}.`);
  });

  test('can be part of another one', () => {
    const inner = phrase`use ${typed('unban')}`;
    expect(parts(phrase`Kicked. To undo it ${inner}.`)).toBe('Kicked. To undo it use <unban>.');
    expect(parts(joined([inner, inner], '; '))).toBe('use <unban>; use <unban>');
  });
});

test('sentences are listed once each, one per line', () => {
  const one = phrase`use ${typed('unban')}`;
  const same = phrase`use ${typed('unban')}`;
  expect(distinct([one, 'other', same])).toEqual([one, 'other']);
  expect(plain(inLines([one, undefined, same, 'other']) ?? '')).toBe('use "unban"\nother');
  expect(inLines([undefined, ''])).toBeUndefined();
});

test('the texts of a sentence can be changed, and its commands with them', () => {
  const sentence = phrase`secret ${typed('help', 'secret')} ${moment(AT)}`;
  expect(parts(withTexts(sentence, (text) => text.replaceAll('secret', '***')))).toBe('*** <help ***> <date true>');
});

test('a refusal has its sentence, and the same as plain text for logs', () => {
  const sentence = phrase`${typed('help')} lists them.`;
  expect(new UserError(sentence)).toMatchObject({ sentence, message: '"help" lists them.' });
  expect(new UserError('Nobody.')).toMatchObject({ sentence: 'Nobody.', message: 'Nobody.' });
});
