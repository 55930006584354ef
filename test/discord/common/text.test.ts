import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clockTime,
  cut,
  durationInWords,
  escapeCode,
  escapeText,
  fitLines,
  plainText,
  relativeTime,
} from '../../../src/discord/common/text.ts';
import { english } from '../../../src/texts/english/index.ts';
import { anyCharacter } from '../../strings.ts';

/** Names that somebody could choose to cause trouble. */
const NASTY = [
  '@everyone',
  '@here',
  '<@80351110224678912>',
  '<@!80351110224678912>',
  '<@&165511591545143296>',
  '<#103735883630395392>',
  '</ban:816437322781949972>',
  '<t:1618953630:R>',
  '<:kappa:41771983429993937>',
  'https://example.org/x',
  'HTTP://example.org',
  'steam://run/244210',
  'discord.gg/abc',
  'Discord.GG/abc',
  'discordapp.com/invite/abc',
  '[click](https://example.org)',
  '**bold**',
  '__under__',
  '~~gone~~',
  '||secret||',
  '```\ncode',
  '# heading',
  '-# small',
  '> quote',
  '>>> all',
  '1. list',
  '\n',
  '\r\n',
  '\u2028',
  '\u202E',
  '\u200B',
  '\u1FEF',
  '\\',
  '\uD800',
  '\0',
];
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: anyCharacter, maxLength: 8 })), { maxLength: 8 })
  .map((parts) => parts.join(''));

const LIVE = {
  mention: /@everyone|@here|<@[!&]?\d|(?<!\\)(?:\\\\)*<[@#/:ti]/i,
  link: /[a-z]:\/\/|discord(?:app)?\.(?:gg|com)\//i,
  newline: /[\n\r\u0085\u2028\u2029]/u,
  invisible: /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u,
  formatting: /(?<!\\)(?:\\\\)*[*_~`|]/,
  lineStart: /^(?:[#>+]|-|\d+\.)/,
};

describe('game text in a message', () => {
  test.each(Object.entries(LIVE))('never holds a live %s', (_, live) => {
    fc.assert(
      fc.property(nasty, (text) => !live.test(escapeText(text))),
      { numRuns: 500 },
    );
  });

  test('never grows beyond twice its allowed length', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 30 }), (text, max) => escapeText(text, max).length <= 2 * max),
    );
  });

  test.each([
    ['Ada Quick', 'Ada Quick'],
    ['Jos\u0065\u0301', 'José'],
    ['Ángel 日本 🏎', 'Ángel 日本 🏎'],
    ['snake_case', 'snake\\_case'],
    ['[TAG] Ada (GB)', '\\[TAG\\] Ada \\(GB\\)'],
    ['#1 Ada', '\\#1 Ada'],
    ['Ada #1 - fast', 'Ada #1 - fast'],
    ['- Ada', '\\- Ada'],
    ['1. Ada', '1\\. Ada'],
    ['  two\n lines\t', 'two lines'],
    ['a\u202Eb\u200Bc', 'abc'],
    ['Z\u0335\u0336\u0337\u0338\u0339\u0340', 'Z\u0335\u0336\u0337\u0338'],
    ['\u1FEF', '\\`'],
    ['\u3164\u200B', ''],
  ])('%j reads %j', (text, expected) => expect(escapeText(text)).toBe(expected));
});

describe('game text in a code block', () => {
  test('cannot end the block, start a line or hide anything', () => {
    fc.assert(fc.property(nasty, (text) => !/`|[\p{Cc}\u2028\u2029\u202E\u200B]/u.test(escapeCode(text))));
  });

  test('shows markdown as it is', () => expect(escapeCode('**Ada**_`x`')).toBe('**Ada**_ˋxˋ'));
});

test('a label is one line of visible characters, and no longer than asked', () => {
  expect(plainText(' Ada\n\u202EQuick ', 20)).toBe('Ada Quick');
  // Discord counts UTF-16 units, of which an emoji has two.
  expect(plainText('🏎'.repeat(200))).toBe(`${'🏎'.repeat(49)}…`);
  expect(plainText('🏎'.repeat(50))).toBe('🏎'.repeat(50));
});

test('cutting never splits a character', () => {
  expect(cut('🏎🏎🏎', 2)).toBe('🏎…');
  expect(cut('🏎🏎', 2)).toBe('🏎🏎');
});

describe('lines that must fit', () => {
  test('are all there when they do', () => expect(fitLines(['a', 'b'], 3, english)).toBe('a\nb'));
  test('say how many were left out when they do not', () => {
    expect(fitLines(['one', 'two', 'three', 'four'], 17, english)).toBe('one\n… and 3 more');
  });
  test('never exceed the limit', () => {
    const lines = fc.array(fc.string({ maxLength: 40 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        lines,
        fc.integer({ min: 20, max: 300 }),
        (some, limit) => fitLines(some, limit, english).length <= limit,
      ),
    );
  });
});

test.each([
  [100_301, '1:40.301'],
  [58_120, '58.120'],
  [3_723_456, '1:02:03.456'],
  [60_000, '1:00.000'],
  [5, '0.005'],
])('a lap of %i ms reads %s', (ms, words) => expect(english.lapTime({ ms })).toBe(words));

test.each([
  [0, '0:00'],
  [16_400, '0:16'],
  [109_000, '1:49'],
  [3_723_000, '1:02:03'],
])('%i ms on the session clock reads %s', (ms, words) => expect(clockTime(ms)).toBe(words));

test('a relative timestamp is in whole seconds', () =>
  expect(relativeTime(1_618_953_630_999)).toBe('<t:1618953630:R>'));

test.each([
  [45_900, '45 s'],
  [12 * 60_000, '12 min'],
  [125 * 60_000, '2 h 5 min'],
  [3_600_000, '1 h'],
])('a duration of %i ms reads %s', (ms, words) => expect(durationInWords(ms, english)).toBe(words));
