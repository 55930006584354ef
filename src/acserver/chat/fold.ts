// Texts that differ but can be read as the same.

import { spelt } from './ascii.ts';

/** A text as a reader might take it, and where each of its letters comes from. */
interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of `text`: where its source begins and ends in the original. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Without case, accents, invisible characters and signs that spelling leaves out; other scripts transliterated, blanks
 * merged. So whatever cleaning and spelling make of a text can be found in it. A backslash, which escapes, is left out
 * too.
 */
export function folded(original: string): Folded {
  const [from, to]: [number[], number[]] = [[], []];
  const pieces: string[] = [];
  const known = new Map<string, string>();
  let last = '';
  let at = 0;
  for (const character of original) {
    const end = at + character.length;
    const meant = known.get(character) ?? foldedCharacter(character);
    known.set(character, meant);
    // Consecutive blanks become one.
    if (meant !== '' && (meant !== ' ' || last !== ' ')) {
      pieces.push(meant);
      last = meant.slice(-1);
      for (let unit = 0; unit < meant.length; unit += 1) {
        from.push(at);
        to.push(end);
      }
    }
    at = end;
  }
  return { text: pieces.join(''), from, to };
}

/** Only the text of `folded`. Plain ASCII, which most outgoing text is, is not examined letter by letter. */
export const foldedText = (original: string): string =>
  original
    .replaceAll('\\', '')
    .replace(NOT_PLAIN, (letters) => Array.from(letters, foldedCharacter).join(''))
    .replace(/[ \n]{2,}|\n/g, ' ')
    .toLowerCase();

const NOT_PLAIN = /[^\x20-\x7e\n]+/g;

/** Replaces what can be read as one of `words`, which are folded. Reads the text once, however often they occur. */
export function withoutFolded(original: string, words: readonly string[], instead: string): string {
  const plainly = words.length === 0 ? '' : foldedText(original);
  const found = words.filter((word) => plainly.includes(word));
  if (found.length === 0) return original;
  const pieces: string[] = [];
  let at = 0;
  for (const { from, to } of placesOf(found, folded(original))) {
    // Two of them may share a sign that stands for several letters.
    if (from >= at) pieces.push(original.slice(at, from), instead);
    at = Math.max(at, to);
  }
  return [...pieces, original.slice(at)].join('');
}

interface Place {
  readonly from: number;
  readonly to: number;
}

/** In the original, in order. Nothing outside of them is one of the words. */
function placesOf(words: readonly string[], { text, from, to }: Folded): readonly Place[] {
  const isTaken = new Uint8Array(text.length);
  const places: Place[] = [];
  // Longest first: another word may be part of it.
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    for (let at = text.indexOf(word); at >= 0; ) {
      const end = at + word.length;
      const isFree = isTaken[at] === 0 && isTaken[end - 1] === 0;
      if (isFree) {
        isTaken.fill(1, at, end);
        places.push({ from: from[at] ?? 0, to: to[end - 1] ?? 0 });
      }
      at = text.indexOf(word, isFree ? end : at + 1);
    }
  }
  return places.sort((one, other) => one.from - other.from);
}

function foldedCharacter(character: string): string {
  if (character === '\\' || INVISIBLE.test(character)) return '';
  if (character === 'ˋ') return '`';
  // Letters without a known spelling remain distinct.
  return spelt(character, (letter) => letter).toLowerCase();
}

/** Format characters, marks, control characters other than blanks, lone surrogates, and letters that are blank. */
const INVISIBLE = /^(?:[\p{Cf}\p{Cs}\p{M}\u115F\u1160\u2800\u3164\uFFA0]|(?!\s)\p{Cc})$/u;
