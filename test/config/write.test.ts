import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { parse } from 'ini';
import { describe, expect, it } from 'vitest';
import { iniValue, quoted, withSettings } from '../../src/config/write.ts';

/** Values that people put into settings, and values that were once read back wrongly. */
const HARD = [
  'C:\\steam\\newserver',
  '\\\\nas\\ac',
  'C:\\new folder\\',
  'ab#c',
  '#hash first',
  'semi;colon',
  "it's",
  'say "hi"',
  `both ' and "`,
  'back`tick',
  '$HOME',
  ' blanks ',
  'true',
  '12',
  'a=b',
  '[gt3]',
  'Straße 🏎',
  '',
];

const text = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((value) => !/[\u0000-\u001f\u007f\u2028\u2029]/.test(value));

describe('a value in .env', () => {
  it.each(HARD)('is read back unchanged: %s', (value) => {
    expect(parseEnv(`A=1\nX=${quoted(value)}\nB=2\n`)).toEqual({ A: '1', X: value, B: '2' });
  });

  it('is read back unchanged if it can be written at all', () => {
    fc.assert(
      fc.property(text, (value) => {
        const isImpossible = ["'", '`', '"'].every((quote) => value.includes(quote));
        fc.pre(!isImpossible);
        const line = (() => {
          try {
            return quoted(value);
          } catch {
            return undefined;
          }
        })();
        if (line !== undefined) expect(parseEnv(`X=${line}\nB=2\n`)).toEqual({ X: value, B: '2' });
      }),
    );
  });

  it.each([['a\nb'], ['a\u0000'], ['a\u2028b'], [`'"\``]])('cannot hold %j', (value) => {
    expect(() => quoted(value)).toThrow('A value in .env c');
  });
});

describe('a value in servers.ini', () => {
  it.each(HARD.filter((value) => value !== ''))('is read back unchanged: %s', (value) => {
    expect(String(parse(`[gt3]\nX=${iniValue(value)}\nB=2\n`).gt3?.X)).toBe(value);
  });

  it('is read back unchanged for any text', () => {
    fc.assert(
      fc.property(
        text.filter((value) => value !== ''),
        (value) => {
          expect(String(parse(`[gt3]\nX=${iniValue(value)}\n`).gt3?.X)).toBe(value);
        },
      ),
    );
  });

  it('cannot hold a line break', () => expect(() => iniValue('a\nb')).toThrow('line breaks'));
});

describe('.env with existing settings', () => {
  const before = '# mine\nA=1\nDISCORD_TOKEN="old"\n\nOTHER=x # why\n';

  it('keeps all other lines and reports the changes', () => {
    expect(withSettings(before, { DISCORD_TOKEN: 'new', SERVER_DIR: 'C:\\ac server' })).toEqual({
      text: "# mine\nA=1\nDISCORD_TOKEN=new\n\nOTHER=x # why\nSERVER_DIR='C:\\ac server'\n",
      changes: [{ before: 'DISCORD_TOKEN="old"', after: 'DISCORD_TOKEN=new' }, { after: "SERVER_DIR='C:\\ac server'" }],
    });
  });

  it('removes settings and duplicates', () => {
    expect(withSettings('A=1\nA=2\nB=3\n', { A: '4', B: undefined })).toEqual({
      text: 'A=4\n',
      changes: [{ before: 'A=1', after: 'A=4' }, { before: 'A=2' }, { before: 'B=3' }],
    });
  });

  it('loses its byte order mark', () => {
    expect(withSettings('\uFEFFA=1\n', { B: '2' }).text).toBe('A=1\nB=2\n');
  });
});
