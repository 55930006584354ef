import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToBlacklist, parseBlacklist, removeFromBlacklist } from '../../src/acserver/blacklist.ts';

const TRICKY = readFileSync(new URL('../fixtures/cfg/blacklist.tricky-handmade.txt', import.meta.url));
const EMPTY = Buffer.alloc(0);
const NEW = '76561198000000009';

describe('blacklist.txt', () => {
  it('is read whatever its line endings, blanks and duplicates', () => {
    expect(parseBlacklist(TRICKY)).toEqual([
      '76561198000000001',
      '76561198000000002',
      '76561198000000003',
      '76561198000000004',
    ]);
    expect(parseBlacklist(EMPTY)).toEqual([]);
  });

  it('gets a new GUID on a line of its own although the last line had no end', () => {
    expect(addToBlacklist(TRICKY, NEW).toString()).toBe(
      '76561198000000001\n76561198000000002\n\n76561198000000003\nnot-a-guid\n76561198000000004\n76561198000000009\n',
    );
    expect(addToBlacklist(EMPTY, NEW).toString()).toBe(`${NEW}\n`);
  });

  it('does not get a GUID twice', () => {
    const once = addToBlacklist(TRICKY, NEW);
    expect(addToBlacklist(once, NEW).equals(once)).toBe(true);
  });

  it.each(['', '123', '76561198000000009\n1', '$#@@!$kicked'])('refuses to ban %j, which is no GUID', (guid) => {
    expect(() => addToBlacklist(TRICKY, guid)).toThrow(/is not a GUID: expected the 17 digits/);
  });

  it('loses a GUID everywhere and keeps the lines it does not know', () => {
    expect(removeFromBlacklist(TRICKY, '76561198000000001').toString()).toBe(
      '76561198000000002\n\n76561198000000003\nnot-a-guid\n76561198000000004\n',
    );
    expect(parseBlacklist(removeFromBlacklist(TRICKY, NEW))).toEqual(parseBlacklist(TRICKY));
  });

  it('is written without BOM and keeps bytes that are not UTF-8', () => {
    const bytes = Buffer.from('\xef\xbb\xbf; Jos\xe9\n', 'latin1');
    expect(addToBlacklist(bytes, NEW).toString('latin1')).toBe(`; Jos\xe9\n${NEW}\n`);
  });

  it('bans whoever was added, and nobody else', () => {
    const guid = fc.stringMatching(/^7656119\d{10}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(guid, fc.string())), guid, (lines, added) => {
        const before = Buffer.from(lines.join('\n'));
        const after = new Set(parseBlacklist(addToBlacklist(before, added)));
        expect(after).toEqual(new Set([...parseBlacklist(before), added]));
        expect(parseBlacklist(removeFromBlacklist(before, added))).not.toContain(added);
      }),
    );
  });
});
