import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../src/acserver/ini/document.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { bytesOf, fixture, ini, textOf } from './fixtures.ts';

const FILES = [
  'server_cfg.stock-manager.ini',
  'server_cfg.content-manager-dialect.ini',
  'server_cfg.spaces-style.ini',
  'entry_list.stock-manager.ini',
  'entry_list.content-manager-dialect.ini',
  'entry_list.tricky-handmade.ini',
  'stracker.default-3.5.1.ini',
];

describe('reading an INI file', () => {
  it.each(FILES)('gives %s back byte for byte', (name) => {
    expect(fixture(name).toBytes().equals(bytesOf(name))).toBe(true);
  });

  it('keeps semicolons, quotes, equals signs and hashes inside a value', () => {
    const document = fixture('entry_list.tricky-handmade.ini');
    expect(document.get('CAR_0', 'DRIVERNAME')).toBe('Żółw; "Jr." = #1 [TÜV]');
    expect(document.get('CAR_0', 'GUID')).toBe('76561198000000001;76561198000000002;76561198000000001');
  });

  it('trims the blanks around an aligned value', () => {
    const document = fixture('server_cfg.spaces-style.ini');
    expect(document.get('SERVER', 'NAME')).toBe('Nevihost AC_Server');
    expect(document.get('SERVER', 'CONFIG_TRACK')).toBe('');
  });

  it('finds sections and keys in any case and lists them as written', () => {
    const document = ini('[server]\nUdp_Port=9600\n');
    expect(document.get('SERVER', 'UDP_PORT')).toBe('9600');
    expect(document.sections()).toEqual(['server']);
    expect(document.keys('SERVER')).toEqual(['Udp_Port']);
  });

  it('uses the last of duplicate keys, even in a section written twice', () => {
    expect(ini('[A]\nK=1\nk=2\n').get('A', 'K')).toBe('2');
    expect(ini('[A]\nK=1\n[B]\nK=9\n[A]\nK=3\n').get('A', 'K')).toBe('3');
  });

  it('ignores keys in a comment, before the first section or in another section', () => {
    const document = ini('LOOSE=1\n[A]\n;K=1\n  ; K=2\n[B]\nK=3\n');
    expect(document.get('A', 'K')).toBeUndefined();
    expect(document.get('A', 'LOOSE')).toBeUndefined();
    expect(document.keys('A')).toEqual([]);
  });

  it('reads bytes that are not UTF-8 as Latin-1 and keeps them', () => {
    const bytes = Buffer.from('[A]\nNAME=Jos\xe9\nOTHER=1\n', 'latin1');
    const document = parseIni(bytes, 'old.ini');
    expect(document.get('A', 'NAME')).toBe('José');
    document.set('A', 'OTHER', 'é');
    expect(document.toBytes().toString('latin1')).toBe('[A]\nNAME=Jos\xe9\nOTHER=\xc3\xa9\n');
  });

  it('gives the line number of a key', () => {
    const document = fixture('server_cfg.stock-manager.ini');
    expect(document.lineOf('SERVER', 'TRACK')).toBe(5);
    expect(document.lineOf('SERVER')).toBe(1);
    expect(document.lineOf('SERVER', 'NO_SUCH_KEY')).toBeUndefined();
  });

  it('refuses bytes that are not text', () => {
    expect(() => parseIni(Buffer.from([0x5b, 0x41, 0x5d, 0]), 'cfg/x.ini')).toThrow(/^cfg\/x\.ini is not a text file/);
  });
});

describe('editing an INI file', () => {
  it('changes the value and keeps blanks, line endings and other lines', () => {
    const document = ini('[A]\r\nK   =  old  \r\nL=1\n');
    document.set('a', 'k', 'new');
    expect(textOf(document)).toBe('[A]\r\nK   =  new  \r\nL=1\n');
  });

  it('changes the last of duplicate keys, which counts', () => {
    const document = ini('[A]\nK=1\nK=2\n');
    document.set('A', 'K', '3');
    expect(textOf(document)).toBe('[A]\nK=1\nK=3\n');
  });

  it('adds a key at the end of its section, before the empty line', () => {
    const document = ini('[A]\nK=1\n\n[B]\nL=2\n');
    document.set('A', 'NEW', 'x');
    expect(textOf(document)).toBe('[A]\nK=1\nNEW=x\n\n[B]\nL=2\n');
  });

  it('aligns a new key like its neighbours', () => {
    const document = fixture('server_cfg.spaces-style.ini');
    document.set('RACE', 'TIME', '0');
    expect(textOf(document)).toContain('IS_OPEN   = 1\nTIME      = 0\n\n[DYNAMIC_TRACK]');
  });

  it('writes CRLF in a CRLF file, and no line ending at the end if there was none', () => {
    const document = ini('[A]\r\nK=1');
    document.set('A', 'L', '2');
    expect(textOf(document)).toBe('[A]\r\nK=1\r\nL=2');
  });

  it('adds a missing section at the end of the file', () => {
    const document = ini('[A]\nK=1');
    document.set('B', 'L', '2');
    expect(textOf(document)).toBe('[A]\nK=1\n\n[B]\nL=2\n');
  });

  it('fills an empty file', () => {
    const document = ini('');
    document.set('A', 'K', '1');
    expect(textOf(document)).toBe('[A]\nK=1\n');
  });

  it('removes every copy of a key, in its section only', () => {
    const document = ini('[A]\nK=1\nL=2\nk=3\n[B]\nK=4\n');
    document.remove('A', 'K');
    expect(textOf(document)).toBe('[A]\nL=2\n[B]\nK=4\n');
  });

  it('removes a section and keeps the comment above the next one', () => {
    const document = ini('[A]\nK=1\n\n; about B\n[B]\nL=2\n');
    document.removeSection('a');
    expect(textOf(document)).toBe('; about B\n[B]\nL=2\n');
  });

  it('renames a section in place and refuses a name already taken', () => {
    const document = ini('[RACE]\n; ours\nLAPS=5\n[B]\n');
    document.renameSection('race', '__CM_RACE_OFF');
    expect(textOf(document)).toBe('[__CM_RACE_OFF]\n; ours\nLAPS=5\n[B]\n');
    expect(() => document.renameSection('B', '__cm_race_off')).toThrow(
      'test.ini already has a section [__cm_race_off].',
    );
  });

  it('moves contents between sections and keeps headers and the lines between sections', () => {
    const document = ini('; top\n[CAR_0]\nM=a\n\n; second\n[CAR_1]\n; note\nM=b\nX=1');
    document.arrange(['CAR_0', 'CAR_1'], ['CAR_1', 'CAR_0']);
    expect(textOf(document)).toBe('; top\n[CAR_0]\n; note\nM=b\nX=1\n\n; second\n[CAR_1]\nM=a');
  });

  it.each([
    ['a line break', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['a NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud800'],
  ])('refuses a value with %s', (_, value) => {
    expect(() => ini('[A]\nK=1\n').set('A', 'K', value)).toThrow(UserError);
  });

  it.each(['', 'A=B', ';A', '[A]', ' A', 'A\nB'])('refuses the key %j', (key) => {
    expect(() => ini('[A]\n').set('A', key, '1')).toThrow(UserError);
  });

  it.each(['', 'A]', 'A\n[B', ' A'])('refuses the section %j', (section) => {
    expect(() => ini('').addSection(section)).toThrow(UserError);
  });
});

describe('any value in any file', () => {
  const place = fc
    .constantFrom(...FILES)
    .chain((name) => fc.record({ name: fc.constant(name), section: fc.constantFrom(...fixture(name).sections()) }))
    .chain(({ name, section }) => {
      const keys = fixture(name).keys(section);
      return fc.record({
        name: fc.constant(name),
        section: fc.constant(section),
        key: fc.constantFrom(...keys, 'NEW_KEY'),
      });
    });
  const value = fc.string({ unit: 'grapheme' }).filter((written) => !/[\r\n\0]/.test(written));

  it('is read back, and no other byte changes', () => {
    fc.assert(
      fc.property(place, value, ({ name, section, key }, written) => {
        const document = fixture(name);
        const before = document.get(section, key);
        document.set(section, key, written);
        expect(parseIni(document.toBytes(), name).get(section, key)).toBe(written.replace(/^[ \t]+|[ \t]+$/g, ''));
        if (before === undefined) document.remove(section, key);
        else document.set(section, key, before);
        expect(document.toBytes().equals(bytesOf(name))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is written back unchanged, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 1 }), (bytes) => {
        expect(parseIni(Buffer.from(bytes), 'any.ini').toBytes()).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
