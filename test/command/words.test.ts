import { describe, expect, test } from 'vitest';
import { cursorOver, cursorOverValue } from '../../src/command/words.ts';

describe('a line', () => {
  test.each([
    ['server start', ['server', 'start']],
    ['  kick   "Mark Hannon"  blocking ', ['kick', 'Mark Hannon', 'blocking']],
    ['pm "never closed by', ['pm', 'never closed by']],
    ['say ""', ['say', '']],
    ['tab\tand\nline', ['tab', 'and', 'line']],
    ['', []],
  ])('%j has the words %j', (line, words) => expect(cursorOver(line).words()).toEqual(words));

  test('gives its words one by one', () => {
    const cursor = cursorOver('kick 3 blocking the line');
    expect(cursor.take()).toEqual(['kick']);
    expect(cursor.take(2)).toEqual(['3', 'blocking']);
    expect(cursor.words()).toEqual(['the', 'line']);
    expect(cursor.take(9)).toEqual(['the', 'line']);
    expect(cursor.take()).toEqual([]);
  });

  test.each([
    ['kick 3 blocking  the "line"', 'blocking  the "line"'],
    ['kick 3 "blocking the line"', 'blocking the line'],
    ['kick 3 blocking ', 'blocking'],
    ['kick 3', ''],
  ])('%j without its first two words is %j', (line, rest) => {
    const cursor = cursorOver(line);
    cursor.take(2);
    expect(cursor.takeRest()).toBe(rest);
    expect(cursor.words()).toEqual([]);
  });
});

test('a line is split into 500 words at most, and the rest is kept as typed', () => {
  const cursor = cursorOver(`say ${'a '.repeat(498)}b "c d"  e`);
  expect(cursor.words()).toHaveLength(501);
  expect(cursor.words().slice(-2)).toEqual(['b', '"c d"  e']);
  cursor.take();
  expect(cursor.takeRest()).toBe(`${'a '.repeat(498)}b "c d"  e`);
  const last = cursorOver(`${'a '.repeat(500)}b "c d"  e`);
  last.take(500);
  expect(last.takeRest()).toBe('b "c d"  e');
});

describe('a named value', () => {
  test('is one word, including quotes and blanks', () => {
    expect(cursorOverValue('Mark "the shark" Hannon').take()).toEqual(['Mark "the shark" Hannon']);
    expect(cursorOverValue('two words').takeRest()).toBe('two words');
  });

  test('that is empty is no word', () => {
    expect(cursorOverValue('').words()).toEqual([]);
    expect(cursorOverValue('').takeRest()).toBe('');
  });
});
