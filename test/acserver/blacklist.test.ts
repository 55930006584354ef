import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as blacklist from '../../src/acserver/blacklist.ts';
import { atOnce } from '../../src/kit/pieces.ts';

const TRICKY = readFileSync(new URL('../fixtures/cfg/blacklist.tricky-handmade.txt', import.meta.url));
const { isBlacklisted } = blacklist;
const addToBlacklist = (bytes: Buffer, guid: string): Buffer => atOnce(blacklist.addToBlacklist(bytes, [guid])).bytes;
const removeFromBlacklist = (bytes: Buffer, guid: string): Buffer => atOnce(blacklist.removeFromBlacklist(bytes, guid));
const EMPTY = Buffer.alloc(0);
const NEW = '76561198000000009';

/** The lines of the file. */
const linesOf = (bytes: Buffer): readonly string[] => {
  const lines = bytes
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};
const isGuid = (line: string): boolean => /^\d{17}$/.test(line);
const guidsIn = (bytes: Buffer): ReadonlySet<string> =>
  new Set(
    linesOf(bytes)
      .map((line) => line.trim())
      .filter(isGuid),
  );

/** The file as it has to be written. */
function asLines(lines: readonly string[]): Buffer {
  const guids = new Set<string>();
  const kept = lines.flatMap((line) => {
    const guid = line.trim();
    if (!isGuid(guid)) return [line];
    if (guids.has(guid)) return [];
    guids.add(guid);
    return [guid];
  });
  return Buffer.from(kept.map((line) => `${line}\n`).join(''), 'latin1');
}

describe('blacklist.txt', () => {
  it('is read whatever its line endings, blanks and duplicates are', () => {
    for (const guid of ['76561198000000001', '76561198000000002', '76561198000000003', '76561198000000004'])
      expect(isBlacklisted(TRICKY, guid)).toBe(true);
    expect(isBlacklisted(TRICKY, NEW)).toBe(false);
    expect(isBlacklisted(TRICKY, 'not-a-guid')).toBe(false);
    expect(isBlacklisted(EMPTY, NEW)).toBe(false);
  });

  it.each([`1${NEW}`, `${NEW}1`, `${NEW} x`, `${NEW}\r1`, `\xef${NEW}`])('has no GUID in the line %j', (line) => {
    expect(isBlacklisted(Buffer.from(`${line}\n`, 'latin1'), NEW)).toBe(false);
  });

  it('gets a new GUID on its own line even if the last line had no end', () => {
    expect(addToBlacklist(TRICKY, NEW).toString()).toBe(
      '76561198000000001\n76561198000000002\n\n76561198000000003\nnot-a-guid\n76561198000000004\n76561198000000009\n',
    );
    expect(addToBlacklist(EMPTY, NEW).toString()).toBe(`${NEW}\n`);
  });

  it('does not get a GUID twice', () => {
    const once = addToBlacklist(TRICKY, NEW);
    expect(addToBlacklist(once, NEW).equals(once)).toBe(true);
  });

  it.each(['', '123', '76561198000000009\n1', '$#@@!$kicked'])('refuses %j, which is not a GUID', (guid) => {
    expect(() => addToBlacklist(TRICKY, guid)).toThrow(/is not a GUID: expected the 17 digits/);
  });

  it('loses a removed GUID everywhere and keeps unknown lines', () => {
    expect(removeFromBlacklist(TRICKY, '76561198000000001').toString()).toBe(
      '76561198000000002\n\n76561198000000003\nnot-a-guid\n76561198000000004\n',
    );
    expect(guidsIn(removeFromBlacklist(TRICKY, NEW))).toEqual(guidsIn(TRICKY));
  });

  it('is written without BOM and keeps bytes that are not UTF-8', () => {
    const bytes = Buffer.from('\xef\xbb\xbf; Jos\xe9\n', 'latin1');
    expect(addToBlacklist(bytes, NEW).toString('latin1')).toBe(`; Jos\xe9\n${NEW}\n`);
  });

  it('bans exactly the GUIDs that were added', () => {
    fc.assert(
      fc.property(file, guid, (before, added) => {
        const after = addToBlacklist(before, added);
        expect(guidsIn(after)).toEqual(new Set([...guidsIn(before), added]));
        expect(isBlacklisted(after, added)).toBe(true);
        expect(isBlacklisted(removeFromBlacklist(before, added), added)).toBe(false);
      }),
    );
  });

  it('gets every new GUID once, in the given order, and the number added', () => {
    const several = ['76561198000000003', '16561198000000009', NEW, '16561198000000009'];
    const { bytes, added } = atOnce(blacklist.addToBlacklist(TRICKY, several));
    expect(bytes.toString()).toBe(
      '76561198000000001\n76561198000000002\n\n76561198000000003\nnot-a-guid\n76561198000000004\n16561198000000009\n76561198000000009\n',
    );
    expect(added).toBe(2);
    expect(atOnce(blacklist.addToBlacklist(bytes, several)).added).toBe(0);
  });

  it('gets as many GUIDs as fit, and says how many were left out', () => {
    const most = TRICKY.length + 20;
    const several = [NEW, '16561198000000009', '00000000000000000'];
    const { bytes, added, left } = atOnce(blacklist.addToBlacklist(TRICKY, several, most));
    expect(bytes.length).toBeLessThanOrEqual(most);
    expect(added).toBeGreaterThan(0);
    expect([added + left, isBlacklisted(bytes, NEW), isBlacklisted(bytes, '00000000000000000')]).toEqual([
      3,
      true,
      false,
    ]);
    expect(() => atOnce(blacklist.addToBlacklist(TRICKY, [NEW, 'nobody']))).toThrow('"nobody" is not a GUID');
  });

  it('is the same after adding many GUIDs at once as after adding them one by one', () => {
    fc.assert(
      fc.property(file, fc.array(guid), (before, several) => {
        // A CR after the last line is read as part of that line, and the next time as part of its ending.
        const begun = addToBlacklist(addToBlacklist(before, NEW), NEW);
        const oneByOne = several.reduce(addToBlacklist, begun);
        const { bytes } = atOnce(blacklist.addToBlacklist(begun, several));
        expect(bytes.toString('latin1')).toBe(oneByOne.toString('latin1'));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same as if written line by line', () => {
    fc.assert(
      fc.property(file, guid, (before, named) => {
        const lines = linesOf(before);
        expect(isBlacklisted(before, named)).toBe(guidsIn(before).has(named));
        expect(addToBlacklist(before, named).toString('latin1')).toBe(asLines([...lines, named]).toString('latin1'));
        expect(removeFromBlacklist(before, named).toString('latin1')).toBe(
          asLines(lines.filter((line) => line.trim() !== named)).toString('latin1'),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

/** Few, so that GUIDs repeat. */
const guid = fc.constantFrom(NEW, '76561198000000008', '16561198000000009', '00000000000000000');
const end = fc.constantFrom('\n', '\r\n', '\r', ' \r\n', '\xa0\n');
const line = fc.oneof(
  guid,
  guid.map((each) => ` ${each}\t`),
  fc.constantFrom('', ' ', '7', '\xe9'),
);
const file = fc
  .tuple(fc.constantFrom('', '\xef\xbb\xbf'), fc.array(fc.tuple(line, end), { maxLength: 12 }), line)
  .map(([mark, lines, last]) => Buffer.from(mark + lines.flat().join('') + last, 'latin1'));
