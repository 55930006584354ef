/** Numbers as a language writes them. */

/**
 * The decimal signs of the supported languages. `Intl.NumberFormat` covers all languages, and loads all its data when
 * first used: 7 MB for five signs.
 */
const DECIMAL_SIGNS: Readonly<Record<string, string>> = {
  en: '.',
  de: ',',
  es: ',',
  fr: ',',
  it: ',',
  'pt-BR': ',',
};

/** Outside this range, a double has no digits left after the decimal sign, or is written with an exponent. */
const USUAL = { from: 1e-6, below: 1e11 } as const;

/** "1.8", "1,8": with exactly this many digits after the decimal sign, none without `digits`. */
export function numbersIn(locale: string): (value: number, digits?: number) => string {
  const sign = DECIMAL_SIGNS[locale];
  return (value, digits = 0) => {
    if (![0, 1, 2, 3].includes(digits))
      throw new RangeError(`numbers are written with up to three digits, not ${digits}`);
    const size = Math.abs(value);
    const isUsual = value === 0 || (size >= USUAL.from && size < USUAL.below);
    if (sign === undefined || !isUsual || Object.is(value, -0)) return byUnicode(locale, digits).format(value);
    return `${value < 0 ? '-' : ''}${rounded(size, digits).replace('.', sign)}`;
  };
}

/**
 * Rounds the decimal notation: 1.005 becomes 1.01 although the double is slightly less. `toFixed` rounds the double.
 */
const rounded = (size: number, digits: number): string =>
  Number(`${Math.round(Number(`${size}e${digits}`))}e-${digits}`).toFixed(digits);

const byUnicode = (locale: string, digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });
