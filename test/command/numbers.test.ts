import { expect, test } from 'vitest';
import { matching } from '../../src/command/numbers.ts';

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
])('"%s" means %j: the number itself first, then those that begin with it, and never another one', (typed, found) => {
  expect(numbers(typed)).toEqual(found);
});
