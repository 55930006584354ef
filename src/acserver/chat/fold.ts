// Texts that are not the same and can be read as if they were.

import { spelt } from './ascii.ts';

/** A text as a reader might take it, and where each of its letters comes from. */
interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of `text`: where what it stands for begins and ends in the original. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Without case, accents, invisible characters and signs that are left out on the way, other scripts spelt, blanks as
 * one: all that cleaning and spelling make of a text can be found in it. A backslash, which escapes, is left out too.
 */
export function folded(original: string): Folded {
  const [from, to]: [number[], number[]] = [[], []];
  let text = '';
  let at = 0;
  for (const character of original) {
    const end = at + character.length;
    const meant = foldedCharacter(character);
    // Blanks in a row are one.
    if (meant !== ' ' || !text.endsWith(' ')) {
      text += meant;
      for (const _ of meant.split('')) {
        from.push(at);
        to.push(end);
      }
    }
    at = end;
  }
  return { text, from, to };
}

/** The text of `folded` alone. What is plain ASCII, as most of what leaves is, is not looked at letter by letter. */
export const foldedText = (original: string): string =>
  original
    .replaceAll('\\', '')
    .replace(NOT_PLAIN, (letters) => Array.from(letters, foldedCharacter).join(''))
    .replace(/[ \n]{2,}|\n/g, ' ')
    .toLowerCase();

const NOT_PLAIN = /[^\x20-\x7e\n]+/g;

/** Takes out of a text what can be read as one of `words`, which are folded. */
export function withoutFolded(original: string, words: readonly string[], instead: string): string {
  const plainly = words.length === 0 ? '' : foldedText(original);
  if (!words.some((word) => plainly.includes(word))) return original;
  const { text, from, to } = folded(original);
  // The longest first: another one may be a part of it.
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    const found = text.indexOf(word);
    if (found < 0) continue;
    const before = withoutFolded(original.slice(0, from[found]), words, instead);
    return before + instead + withoutFolded(original.slice(to[found + word.length - 1]), words, instead);
  }
  return original;
}

function foldedCharacter(character: string): string {
  if (character === '\\' || INVISIBLE.test(character)) return '';
  if (character === 'ˋ') return '`';
  // Letters that nobody can spell are told apart.
  return spelt(character, (letter) => letter).toLowerCase();
}

/** Format characters, marks, control characters that are no blanks, halves of characters, and letters that are blank. */
const INVISIBLE = /^(?:[\p{Cf}\p{Cs}\p{M}\u115F\u1160\u2800\u3164\uFFA0]|(?!\s)\p{Cc})$/u;
