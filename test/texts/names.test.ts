import { expect, test } from 'vitest';
import {
  afterColon,
  incidentName,
  labelledNumber,
  numberLabel,
  numbersBefore,
  sessionName,
} from '../../src/texts/names.ts';

test('a number is shown plainly on a single host', () => {
  expect([1, 17, 999_999].map(numberLabel)).toEqual(['1', '17', '999999']);
  expect(labelledNumber('17')).toBe(17);
});

test('a number on a host of a fleet has its letter', () => {
  const first = numbersBefore('B') + 1;
  expect(first).toBe(2_000_001);
  expect(incidentName({ number: first + 2 })).toBe('INC-B3');
  expect(sessionName({ id: numbersBefore('Z') + 12 })).toBe('S-Z12');
  expect(numberLabel(numbersBefore('A') + 1)).toBe('A1');
});

test.each(['B17', 'b17'])('the label %s is read in either case', (label) => {
  expect(labelledNumber(label)).toBe(2_000_017);
});

test.each(['', 'B', '17B', 'BB17', '-17', 'B1000000', 'é17', '1234567890'])('"%s" is not a valid label', (label) => {
  expect(labelledNumber(label)).toBeUndefined();
});

test('a number beyond the letters is shown plainly', () => {
  expect([27_000_001, 123_456_789].map(numberLabel)).toEqual(['27000001', '123456789']);
});

test('a sentence after a colon begins in lower case, a decision keeps its name', () => {
  expect(afterColon('Warning from race control.')).toBe('warning from race control.');
  for (const named of ['P-3: 5-second time penalty.', 'P-B17: disqualification.'])
    expect(afterColon(named)).toBe(named);
});
