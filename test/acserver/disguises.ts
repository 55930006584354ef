/** Ways to disguise a word. Cleaning the result, spelling it in ASCII or reading it gives the word again. */
export const DISGUISES: Readonly<Record<string, (word: string) => string>> = {
  plain: (word) => word,
  'capital letters': (word) => word.toUpperCase(),
  'a zero-width space': (word) => between(word, '\u200b'),
  'a soft hyphen': (word) => between(word, '\u00ad'),
  'a word joiner and bidi marks': (word) => between(word, '\u2060\u202e\u200f'),
  'a tag character': (word) => between(word, '\u{e0061}'),
  'a blank letter': (word) => between(word, '\u3164'),
  'half a character': (word) => between(word, '\ud800'),
  'a control character': (word) => between(word, '\u0007'),
  'an en dash': (word) => word.replaceAll('-', '\u2013'),
  'a minus sign': (word) => word.replaceAll('-', '\u2212'),
  'a hyphen that does not break': (word) => word.replaceAll('-', '\u2011'),
  'fullwidth letters': (word) => word.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  'accented letters': (word) => word.replaceAll('e', 'é').replaceAll('a', 'à'),
  'marks on letters': (word) => [...word].join('\u0301'),
  'letters of other scripts': (word) => word.replaceAll('a', '\u0430').replaceAll('e', '\u0435'),
  'mathematical letters': (word) =>
    word.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97)),
  'a sign that is left out': (word) => between(word, '\u2766'),
  'a picture that is left out': (word) => between(word, '\u{1f648}'),
  backslashes: (word) => word.replace(/\W/g, '\\$&'),
};

/** Inserted after the fifth character, which is the hyphen in "parc-ferme". */
const between = (word: string, what: string): string => `${word.slice(0, 5)}${what}${word.slice(5)}`;
