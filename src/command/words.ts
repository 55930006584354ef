/**
 * A cursor over typed words. Words are separated by blanks. A word in double quotes may contain blanks, and a quote
 * that is never closed reaches to the end.
 */
export interface Cursor {
  /** Whether the value was given by its parameter's name, so that it can only belong to that parameter. */
  readonly isNamed: boolean;
  /** The words not yet taken, quotes removed. */
  words(): readonly string[];
  /** Whether the word at this place of `words()` was typed in quotes. */
  isQuoted(index: number): boolean;
  /** Takes the next `count` words and returns them. */
  take(count?: number): readonly string[];
  /** Takes the rest as it was typed. If the rest is a single quoted word, its quotes are removed. */
  takeRest(): string;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly isQuoted: boolean;
}

/** Over a line: `kick "Mark Hannon" blocking` is three words. */
export function cursorOver(line: string): Cursor {
  const words = split(line);
  let next = 0;
  return {
    isNamed: false,
    words: () => words.slice(next).map(({ text }) => text),
    isQuoted: (index) => words[next + index]?.isQuoted ?? false,
    take(count = 1) {
      const taken = words.slice(next, next + count).map(({ text }) => text);
      next += taken.length;
      return taken;
    },
    takeRest() {
      const left = words.slice(next);
      next = words.length;
      const [only] = left;
      if (!only) return '';
      return left.length === 1 ? only.text : line.slice(only.start).trim();
    },
  };
}

/** Over one named value: it is a single word, whatever it contains. */
export function cursorOverValue(value: string): Cursor {
  let left: readonly string[] = value === '' ? [] : [value];
  const takeAll = (): readonly string[] => {
    const taken = left;
    left = [];
    return taken;
  };
  return { isNamed: true, words: () => left, isQuoted: () => false, take: takeAll, takeRest: () => takeAll().join('') };
}

/**
 * For comparisons that ignore case for ASCII letters only: `toLowerCase` would also turn the Kelvin sign into a "k".
 */
export const asciiLowerCase = (text: string): string =>
  /[A-Z]/.test(text) ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text;

/** No reasonable command has more. */
const MOST_WORDS = 500;

/** Anything beyond that many words becomes one more word, as typed. */
function split(line: string): Word[] {
  const words: Word[] = [];
  // `matchAll` would create a new expression for each line.
  const word = /"([^"]*)(?:"|$)|\S+/g;
  for (let match = word.exec(line); match; match = word.exec(line)) {
    const start = match.index;
    if (words.length === MOST_WORDS) return [...words, { text: line.slice(start).trim(), start, isQuoted: false }];
    words.push({ text: match[1] ?? match[0], start, isQuoted: match[1] !== undefined });
  }
  return words;
}
