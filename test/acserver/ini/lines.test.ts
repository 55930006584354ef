import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseIni } from '../../../src/acserver/ini/document.ts';
import { type IniLine, isHeader, linesOf, print, readLine } from '../../../src/acserver/ini/lines.ts';
import { ini } from './fixtures.ts';

// The dialect as patterns. They are too slow for reading: on a line of blanks, time grows with the cube of its length.
const SECTION = /^([ \t]*\[[ \t]*)([^\]]*?)([ \t]*\].*)$/s;
const PAIR = /^([ \t]*)([^=]*?)([ \t]*=[ \t]*)(.*?)([ \t\r]*)$/s;

function asPatternsSay(content: string, end: string): IniLine {
  const [, before = '', name, closing = ''] = SECTION.exec(content) ?? [];
  if (name !== undefined) return { kind: 'section', before, name, after: closing, end };
  const [, indent = '', key, equals = '', value = '', after = ''] = PAIR.exec(content) ?? [];
  if (!key || key.startsWith(';')) return { kind: 'other', text: content, end };
  return { kind: 'pair', indent, key, equals, value, after, end };
}

const tokenize = (text: string): IniLine[] => linesOf(text).map(readLine);

const piece = fc.constantFrom(' ', '\t', '[', ']', '=', ';', 'A', 'key', '\r', '\xe9', '7');
const content = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

it('a line is read as the dialect’s patterns read it', () => {
  fc.assert(
    fc.property(content, (text) => {
      expect(tokenize(`${text}x\n`)).toEqual([asPatternsSay(`${text}x`, '\n')]);
      expect(tokenize(text)).toEqual(text === '' ? [] : [asPatternsSay(text, '')]);
      expect(isHeader(text)).toBe(asPatternsSay(text, '').kind === 'section');
    }),
    { numRuns: 2000 },
  );
});

it('every text is kept, whatever its line endings', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(content, fc.constantFrom('\n', '\r\n', '\r\r\n'))), content, (lines, last) => {
      const text = lines.map(([each, end]) => each + end).join('') + last;
      expect(tokenize(text).map(print).join('')).toBe(text);
    }),
  );
});

it.each([
  ['a header without an end', `[${' '.repeat(99_000)}`],
  ['blanks', ' '.repeat(99_000)],
  ['a key with blanks in it', `A${' '.repeat(99_000)}B`],
  ['a value with blanks in it', `A=1${' '.repeat(99_000)}2`],
])('a long line is read: %s', (_, line) => {
  const text = `[SERVER]\nNAME=x\n${line}\n[RACE]\nLAPS=5\n`;
  expect(ini(text).get('RACE', 'LAPS')).toBe('5');
  expect(ini(text).toBytes().toString()).toBe(text);
});

it('a list of 140,000 lines is reordered', () => {
  const text = `[CAR_0]\nMODEL=a\n${'\n'.repeat(140_000)}A=1\n[CAR_1]\nMODEL=b\n`;
  const document = parseIni(Buffer.from(text), 'entry_list.ini');
  document.arrange(['CAR_0', 'CAR_1'], ['CAR_1', 'CAR_0']);
  expect([document.get('CAR_0', 'MODEL'), document.get('CAR_1', 'A')]).toEqual(['b', '1']);
});
