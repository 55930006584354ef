import { describe, expect, test } from 'vitest';
import { command } from '../../src/command/command.ts';
import { decisionIfAny } from '../../src/command/decisions.ts';
import { integerIfAny } from '../../src/command/numbers.ts';
import { choiceIfAny, integer, optional, sentence, text } from '../../src/command/param.ts';
import { bindArguments, usage, Vocabulary } from '../../src/command/vocabulary.ts';
import { cursorOver } from '../../src/command/words.ts';
import { caller } from './world.ts';

const run = () => ({ kind: 'note' as const, text: '' });
const named = (name: string, ...aliases: string[]) =>
  command({ name, aliases, about: 'Something', role: 'driver', is: 'question', params: {}, run });
const commands = [
  named('server start'),
  named('server stop'),
  named('server'),
  named('kick', 'boot'),
  named('grid save', 'grid write'),
];
const vocabulary = new Vocabulary(commands);

describe('looking up a line', () => {
  test.each([
    ['server start', 'server start', []],
    ['SERVER Start now', 'server start', ['now']],
    ['server start', 'server start', []],
    ['server  start', 'server start', []],
    ['server', 'server', []],
    ['boot', 'kick', []],
    ['server gt3', 'server', ['gt3']],
    ['boot 3', 'kick', ['3']],
    ['grid write', 'grid save', []],
    ['"kick" 3', 'kick', ['3']],
  ])('finds for %j the command %s', (line, name, left) => {
    const found = vocabulary.find(line);
    expect(found.command.name).toBe(name);
    expect(found.cursor.words()).toEqual(left);
  });

  test('gives a new cursor each time', () => {
    const vocabulary = new Vocabulary(commands);
    for (const line of ['kick', 'kick 3']) {
      const [first, second] = [vocabulary.find(line), vocabulary.find(line)];
      const words = first.cursor.take();
      expect(second.cursor.words()).toEqual(words);
    }
  });

  test.each([
    ['', 'The line is empty; "help" lists the commands.'],
    ['dance', 'There is no command "dance"; "help" lists them.'],
    ['constructor', 'There is no command "constructor"; "help" lists them.'],
    ['kicking 3', 'There is no command "kicking"; "help" lists them.'],
    ['"server start"', 'There is no command "server start"; "help" lists them.'],
    ['grid', 'Did you mean grid save?'],
    ['grid paint', 'There is no "grid paint". Did you mean grid save?'],
  ])('refuses %j', (line, sentence) => expect(() => vocabulary.find(line)).toThrow(sentence));
});

describe('parameters', () => {
  const params = { driver: text('Who'), laps: optional(integer('How many')), reason: optional(sentence('Reason')) };
  const reading = { view: undefined, caller: caller('driver') };
  const bound = (line: string, values = {}) => bindArguments(params, cursorOver(line), values, reading);

  test('are read by position', () => {
    expect(bound('"Ada Quick" 3 much too slow')).toEqual({ driver: 'Ada Quick', laps: 3, reason: 'much too slow' });
    expect(bound('Ada')).toEqual({ driver: 'Ada', laps: undefined, reason: undefined });
  });

  test('are read by name', () => {
    expect(bound('', { reason: 'too slow', driver: 'Ada Quick' })).toEqual({
      driver: 'Ada Quick',
      laps: undefined,
      reason: 'too slow',
    });
  });

  test('are read by name and position mixed, named ones from no position', () => {
    expect(bound('Ada 3', { reason: 'slow' })).toEqual({ driver: 'Ada', laps: 3, reason: 'slow' });
  });

  test.each([
    ['Ada', { verdict: 'guilty' }, 'There is no verdict here.'],
    ['Ada', { constructor: 'x' }, 'There is no constructor here.'],
    ['', {}, 'driver is missing.'],
    ['Ada many', {}, 'laps must be a whole number, not "many".'],
    ['', { driver: 'Ada', laps: '1 2' }, 'laps must be a whole number, not "1 2".'],
  ])('are refused for %j and %j', (line, values, sentence) => expect(() => bound(line, values)).toThrow(sentence));

  test.each([
    [integerIfAny('Seconds', { min: 1, max: 60 }), 'five', 'it must be a whole number from 1 to 60, not "five".'],
    [choiceIfAny('What', ['big', 'small']), 'tiny', 'it must be one of big, small, not "tiny".'],
    [decisionIfAny('Such as P-17'), 'the last', 'it must be a number such as P-17 or D-18, not "the last".'],
  ])('refuse a named value they cannot read, and say what they take', (param, value, sentence) => {
    expect(() => bindArguments({ it: param }, cursorOver(''), { it: value }, reading)).toThrow(sentence);
  });

  test('refuse an extra word at the end', () => {
    expect(() => bindArguments({ driver: text('Who') }, cursorOver('Ada Quick'), {}, reading)).toThrow(
      'Unexpected "Quick" at the end.',
    );
  });

  test('are shown in the usage in their order', () => {
    expect(usage(command({ name: 'kick', about: 'x', role: 'driver', is: 'question', params, run }))).toBe(
      'kick <driver> [laps] [reason]',
    );
  });
});
