import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { conventionsOf } from '../../src/texts/conventions.ts';
import { enumerating } from '../../src/texts/enumeration.ts';
import { LANGUAGE_CODES } from '../../src/texts/languages.ts';
import { numbersIn } from '../../src/texts/numbers.ts';

// What Unicode says, from Node's own tables, for each language that there is, and for one that there is not.
const LOCALES = [...LANGUAGE_CODES, 'sv'];

const NAMES = [
  'Ada',
  'Íñigo',
  'Ignacio',
  'ines',
  'Hilda',
  'Hiena',
  'hielo',
  'Hiato',
  'Hía',
  'Hugo',
  'Yago',
  '1',
  '11',
  '',
];

describe.each(LOCALES)('%s', (locale) => {
  const byUnicode = (value: number, digits: number): string =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    }).format(value);

  it.each([0, 1, 2, 3])('formats a number with %i digits like Intl', (digits) => {
    const number = numbersIn(locale);
    const values = [
      0,
      -0,
      0.5,
      1.5,
      2.5,
      -0.04,
      -0.5,
      1.005,
      0.285,
      1.0005,
      8.345,
      99.9995,
      0.1 + 0.2,
      1e-7,
      1e-5,
      4e-4,
    ];
    for (const value of [...values, 1e10, 123456789.9995, 1e21, 5e11, Number.NaN, -Infinity])
      expect(number(value, digits)).toBe(byUnicode(value, digits));
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        expect(number(value, digits)).toBe(byUnicode(value, digits));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e7, max: 1e7 }), (ten) => {
        expect(number(ten / 10_000, digits)).toBe(byUnicode(ten / 10_000, digits));
      }),
    );
  });

  it('formats a list like Intl', () => {
    const byTables = new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' });
    const list = enumerating(locale);
    for (const last of NAMES)
      for (const others of [[], ['Bob'], ['Bob', 'Ida'], ['A, B', 'C', 'D']])
        expect(list([...others, last])).toBe(byTables.format([...others, last]));
    expect(list([])).toBe('');
    fc.assert(
      fc.property(fc.array(fc.string()), (items) => {
        expect(list(items)).toBe(byTables.format(items));
      }),
    );
  });
});

it('more than three digits are refused', () => {
  expect(() => numbersIn('de')(1, 4)).toThrow('up to three digits, not 4');
});

it('numbers and lists in our languages are formatted without loading Intl data', () => {
  const lookedUp: string[] = [];
  class NumberFormat extends Intl.NumberFormat {
    constructor(locale: string, options: Intl.NumberFormatOptions) {
      super(locale, options);
      lookedUp.push(locale);
    }
  }
  class ListFormat extends Intl.ListFormat {
    constructor(locale: string, options: Intl.ListFormatOptions) {
      super(locale, options);
      lookedUp.push(locale);
    }
  }
  const { PluralRules } = Intl;
  vi.stubGlobal('Intl', { PluralRules, NumberFormat, ListFormat });
  const told = (locale: string): string => {
    const { number, list } = conventionsOf(locale);
    return list([number(1.5, 1), 'Ada']);
  };
  try {
    for (const locale of LANGUAGE_CODES) told(locale);
    expect(lookedUp).toEqual([]);
    expect(told('sv')).toBe('1,5 och Ada');
    expect(new Set(lookedUp)).toEqual(new Set(['sv']));
  } finally {
    vi.unstubAllGlobals();
  }
});
