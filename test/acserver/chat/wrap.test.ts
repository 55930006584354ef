import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrap } from '../../../src/acserver/chat/wrap.ts';

describe('a text', () => {
  it('that fits stays on one line, without a number', () => {
    expect(wrap('The pit lane is open.', 60)).toEqual(['The pit lane is open.']);
    expect(wrap('a'.repeat(60), 60)).toEqual(['a'.repeat(60)]);
  });

  it('is broken between words, and its lines are numbered', () => {
    expect(wrap('the quick brown fox jumps over it', 21)).toEqual([
      '(1/3) the quick brown',
      '(2/3) fox jumps over',
      '(3/3) it',
    ]);
  });

  it('is broken inside a word longer than a line', () => {
    expect(wrap('aaaaaaaaaaaa', 10)).toEqual(['(1/3) aaaa', '(2/3) aaaa', '(3/3) aaaa']);
  });

  it('that is empty gives no line', () => {
    expect(wrap('')).toEqual([]);
  });

  it.each([
    ['/next_session', '- /next_session'],
    ['!kick Billy', '- !kick Billy'],
    ['  /admin secret', '- /admin secret'],
    ['what does /help do?', 'what does /help do?'],
  ])('never begins like a command: %s', (text, line) => {
    expect(wrap(text)).toEqual([line]);
  });

  it('loses no word, keeps to the width and numbers its lines', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(...'abc/!1('), minLength: 1, maxLength: 30 }), {
      maxLength: 150,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 30, max: 112 }), (said, width) => {
        const lines = wrap(said.join(' '), width);
        const bare = lines.map((line) => line.replace(/^\(\d+\/\d+\) |^- (?=[/!])/, ''));
        if (lines.length > 1) {
          for (const [index, line] of lines.entries()) {
            expect(line.startsWith(`(${index + 1}/${lines.length}) `)).toBe(true);
            expect(line.length).toBeLessThanOrEqual(width);
          }
        }
        for (const line of lines) expect(line).not.toMatch(/^[/!]/);
        expect(bare.join('').replaceAll(' ', '')).toBe(said.join(''));
      }),
    );
  });
});

it('the width counts characters, not UTF-16 code units', () => {
  expect(wrap('🏁'.repeat(60))).toEqual(['🏁'.repeat(60)]);
  expect(wrap(`${'🏁'.repeat(40)} ${'🏁'.repeat(20)}`)).toEqual([
    `(1/2) ${'🏁'.repeat(40)}`,
    `(2/2) ${'🏁'.repeat(20)}`,
  ]);
});
