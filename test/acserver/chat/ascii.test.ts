import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { toAscii } from '../../../src/acserver/chat/ascii.ts';
import { anyCharacter } from '../../strings.ts';

test.each([
  ['Slow down, please!', 'Slow down, please!'],
  ['vähän', 'vahan'],
  ['mi si è', 'mi si e'],
  ['Größe', 'Grosse'],
  ['ŁÓDŹ', 'LODZ'],
  ['Ærø', 'Aero'],
  ['Ελληνικά', 'Ellinika'],
  ['Привет, Щука', 'Privet, Shchuka'],
  ['Йод съел ёж', 'Yod sel yozh'],
  ['“Box now” – it’s over…', '"Box now" - it\'s over...'],
  ['5 €, 20 °', '5 EUR, 20 deg'],
  ['🏁 well done 👍🏽', '(finish) well done +1'],
  ['Ａ²', 'A2'],
  ['你好 Ada', '?? Ada'],
  ['one\n\ttwo\u00a0three', 'one two three'],
  ['\u202Eevil\u200B', 'evil'],
  ['🦄', ''],
  ['', ''],
])('"%s" is shown as "%s"', (text, shown) => {
  expect(toAscii(text)).toBe(shown);
});

test.each([
  ['Größe', 'Groesse'],
  ['ÜBERHOLEN', 'UeBERHOLEN'],
  ['José', 'Jose'],
  ['constructor', 'constructor'],
])('"%s" is spelt "%s" in German', (text, shown) => {
  expect(toAscii(text, { ä: 'ae', ö: 'oe', ü: 'ue' })).toBe(shown);
});

describe('any text', () => {
  it('becomes printable ASCII on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(toAscii(text)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });

  it('is unchanged if it is printable ASCII already', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcXYZ019,.!?/-"') }), (text) => {
        expect(toAscii(text)).toBe(text);
      }),
    );
  });
});
