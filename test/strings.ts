import fc from 'fast-check';

const SURROGATES = 0xd800;
const BEHIND_SURROGATES = 0xe000;
const GAP = BEHIND_SURROGATES - SURROGATES;

/**
 * Any character, like the unit 'binary' of fast-check. That one first makes a table of a million characters, which
 * takes as long as a hundred tests.
 */
export const anyCharacter = fc.nat({ max: 0x10ffff - GAP }).map(
  (number) => String.fromCodePoint(number < SURROGATES ? number : number + GAP),
  (text) => {
    const point = typeof text === 'string' ? text.codePointAt(0) : undefined;
    if (point === undefined || text !== String.fromCodePoint(point)) throw new Error('not one character');
    return point < SURROGATES ? point : point - GAP;
  },
);
