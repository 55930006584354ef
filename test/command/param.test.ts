import { describe, expect, test } from 'vitest';
import { choice, integer, optional, type Param, sentence, shortened, text } from '../../src/command/param.ts';
import { cursorOver } from '../../src/command/words.ts';
import { UserError } from '../../src/kit/errors.ts';
import { caller } from './world.ts';

const reading = { view: undefined, caller: caller('driver') };
const read = <T>(param: Param<T>, line: string): T => param.read(cursorOver(line), 'it', reading);
const refusal = (param: Param<unknown>, line: string): string => {
  try {
    read(param, line);
  } catch (error) {
    if (error instanceof UserError) return error.message;
  }
  throw new Error(`${line} was not refused`);
};

describe('a text parameter', () => {
  test('is one word, or several in quotes', () => {
    expect(read(text('x'), 'Ada Quick')).toBe('Ada');
    expect(read(text('x'), '"Ada Quick"')).toBe('Ada Quick');
  });
  test('cannot be missing', () => expect(refusal(text('x'), '')).toBe('it is missing.'));
});

describe('a sentence parameter', () => {
  test('is the rest of the line', () => expect(read(sentence('x'), 'box, box  now')).toBe('box, box  now'));
  test('cannot be missing', () => expect(refusal(sentence('x'), '  ')).toBe('it is missing.'));
});

describe('an integer parameter', () => {
  test.each([
    ['12', 12],
    ['+5', 5],
    ['-1', -1],
    ['007', 7],
  ])('reads %s', (word, value) => expect(read(integer('x'), word)).toBe(value));

  test.each(['1.5', '1e3', '0x10', 'twelve', '９', '1'.repeat(16), '"1 2"'])('does not read %j', (line) => {
    expect(refusal(integer('x'), line)).toContain('it must be a whole number');
  });

  test.each([
    [{ min: 0, max: 5000 }, '5001', 'it must be a whole number from 0 to 5000, not "5001".'],
    [{ min: 1 }, '0', 'it must be a whole number of at least 1, not "0".'],
    [{ max: 9 }, '10', 'it must be a whole number of at most 9, not "10".'],
    [{}, 'many', 'it must be a whole number, not "many".'],
  ])('within %j refuses %s', (limits, word, sentence) => expect(refusal(integer('x', limits), word)).toBe(sentence));

  test('accepts its limits', () => {
    expect(read(integer('x', { min: 0, max: 5000 }), '0')).toBe(0);
    expect(read(integer('x', { min: 0, max: 5000 }), '5000')).toBe(5000);
  });
});

describe('a choice parameter', () => {
  const tyre = choice('x', ['soft', 'Hard']);
  test('is read in any case, and returned as listed', () => expect(read(tyre, 'hARD')).toBe('Hard'));
  test('lists its choices if none matches', () => {
    expect(refusal(tyre, 'medium')).toBe('it must be one of soft, Hard, not "medium".');
    expect(refusal(tyre, 'toString')).toContain('toString');
  });
});

describe('an optional parameter', () => {
  test('can be left out', () => expect(read(optional(integer('x')), '')).toBeUndefined());
  test.each(['"', '""', '" '])('can be left out as %j', (line) => {
    const cursor = cursorOver(line);
    expect(optional(sentence('x')).read(cursor, 'it', reading)).toBeUndefined();
    expect(cursor.words()).toEqual([]);
    expect(refusal(sentence('x'), line.trim())).toBe('it is missing.');
  });
  test('is checked if given', () => expect(refusal(optional(integer('x')), 'many')).toContain('whole number'));
});

test('typed text is shortened to fit into a sentence', () => {
  expect(shortened('short')).toBe('short');
  expect(shortened('🏎'.repeat(60))).toBe(`${'🏎'.repeat(40)}…`);
});
