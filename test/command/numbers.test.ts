import { describe, expect, test } from 'vitest';
import { appealedIfAny } from '../../src/command/appeals.ts';
import type { Caller } from '../../src/command/caller.ts';
import { decision } from '../../src/command/decisions.ts';
import { matching, numberOf } from '../../src/command/numbers.ts';
import type { Param, Reading } from '../../src/command/param.ts';
import { cursorOver } from '../../src/command/words.ts';
import { caller } from './world.ts';

const offered = [
  { number: 26, label: 'INC-26 Elena, Bea: 32 km/h (noted)' },
  { number: 6, label: 'INC-6 Cara, Dan: 32 km/h (noted)' },
  { number: 5, label: 'INC-5 2Fast: 12 km/h (noted)' },
  { number: 21, label: 'INC-21 Elena, Dan: 8 km/h (noted)' },
  { number: 2, label: 'INC-2 Otto, Bo: 64 km/h (noted)' },
];
const numbers = (typed: string): number[] => matching(typed, 'INC', offered).map(({ number }) => number);

test.each([
  ['2', [2, 26, 21]],
  ['inc-2', [2, 26, 21]],
  ['INC2', [2, 26, 21]],
  ['6', [6]],
  ['3', []],
  ['elena', [26, 21]],
  ['2fast', [5]],
  ['', [26, 6, 5, 21, 2]],
])('"%s" finds %j: the exact number first, then those starting with it', (typed, found) => {
  expect(numbers(typed)).toEqual(found);
});

describe('numbers with host letters', () => {
  const lettered = [
    { number: 2_000_017, label: 'P-B17 Otto' },
    { number: 2_000_001, label: 'P-B1 Bea' },
    { number: 17, label: 'P-17 Ada' },
  ];
  /** Neither is offered: they are long withdrawn. */
  const assigned = (_prefix: string, number: number) => [3, 17].includes(number);
  const param = numberOf('The penalty', 'P', () => lettered);
  const read = (line: string, { letter, via = 'slash' }: { letter?: string; via?: Caller['via'] } = {}) => {
    const reading = {
      caller: caller('steward', { via }),
      letter,
      view: { nameable: {} },
      isAssigned: assigned,
    } as unknown as Reading;
    return param.read(cursorOver(line), 'number', reading);
  };

  test.each(['P-B17', 'pb17', 'B17', 'b17'])('%s is the number with the letter', (said) => {
    expect([read(said, { letter: 'B' }), read(said)]).toEqual([2_000_017, 2_000_017]);
  });

  test('a bare number that was ever assigned means itself, whatever has become of it', () => {
    expect(read('P-17', { letter: 'B' })).toBe(17);
    expect(read('P-3', { letter: 'B' })).toBe(3);
    expect(read('P-1', { letter: 'B' })).toBe(2_000_001);
    expect(read('18', { letter: 'B' })).toBe(2_000_018);
  });

  test('a decision and an appealed decision are looked up like a penalty', () => {
    const reading = { caller: caller('steward'), letter: 'B', isAssigned: assigned } as unknown as Reading;
    const asked = (param: Param<number | undefined>, line: string) => param.read(cursorOver(line), 'number', reading);
    expect(['P-3', 'D-3', '4'].map((line) => asked(decision(''), line))).toEqual([3, 3, 2_000_004]);
    expect(['P-3', 'D-3', '4'].map((line) => asked(appealedIfAny(''), line))).toEqual([3, 3, 2_000_004]);
  });

  test('a bare number has no letter if the host has none, or on a button', () => {
    expect(read('18')).toBe(18);
    expect(read('18', { letter: 'B', via: 'component' })).toBe(18);
    expect(read('2000018', { letter: 'B' })).toBe(2_000_018);
  });

  test.each(['P-', 'BB17', 'P-B', 'seventeen'])('%s is refused', (said) => {
    expect(() => read(said, { letter: 'B' })).toThrow('number must be a number such as P-17');
  });

  test.each([
    ['17', [2_000_017, 17]],
    ['p-b1', [2_000_001, 2_000_017]],
    ['c', []],
  ])('"%s" suggests %j', (typed, found) => {
    expect(matching(typed, 'P', lettered).map(({ number }) => number)).toEqual(found);
  });

  test('a chosen suggestion contains the letter', async () => {
    const reading = { caller: caller('steward'), view: { nameable: {} } } as unknown as Reading;
    expect((await param.suggest?.('b17', reading))?.map(({ value }) => value)).toEqual(['B17']);
  });
});
