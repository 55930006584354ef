import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecoder, decodeLine, withoutStamp } from '../../../src/acserver/stdout/decode.ts';
import { readStdoutLine } from '../../../src/acserver/stdout/lines.ts';
import { bytesOf, linesOf, transcripts } from './transcripts.ts';

const textsOf = (bytes: Buffer) => {
  const decoder = createDecoder();
  return [...decoder.push(bytes), ...decoder.flush()].map(({ text }) => text);
};

describe('line endings', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\rb\r', ['a', 'b']],
    ['a\r\n\r\nb', ['a', '', 'b']],
    ['a\r\rb\n', ['a', '', 'b']],
    ['', []],
  ])('are found in %j', (input, expected) => {
    expect(textsOf(Buffer.from(input))).toEqual(expected);
  });

  it('come with the offset just after them', () => {
    const decoder = createDecoder(100);
    expect(decoder.push(Buffer.from('ä\r\nb\rc\nhalf'))).toEqual([
      { text: 'ä', end: 104 },
      { text: 'b', end: 106 },
      { text: 'c', end: 108 },
    ]);
    expect(decoder.flush()).toEqual([{ text: 'half', end: 112 }]);
  });

  it('hold a half-written line back until it is complete', () => {
    const decoder = createDecoder();
    expect(decoder.push(Buffer.from('CONNECTED TO'))).toEqual([]);
    expect(decoder.push(Buffer.from(' LOBBY'))).toEqual([]);
    expect(decoder.push(Buffer.from('\n'))).toEqual([{ text: 'CONNECTED TO LOBBY', end: 19 }]);
  });

  it('do not depend on how the bytes were split', () => {
    const piece = fc.constantFrom('a', 'ä', '\n', '\r', '\r\n', '\u{1F600}', ' x');
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(40)), (pieces, cuts) => {
        const bytes = Buffer.from(pieces.join(''));
        const whole = createDecoder();
        const split = createDecoder();
        const places = [0, ...cuts.filter((place) => place < bytes.length).sort((a, b) => a - b), bytes.length];
        const parts = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
        expect([...parts.flatMap((part) => split.push(part)), ...split.flush()]).toEqual([
          ...whole.push(bytes),
          ...whole.flush(),
        ]);
      }),
    );
  });
});

describe('log characters', () => {
  it('are UTF-8, or Latin-1 in a line that is not UTF-8', () => {
    const lines = Buffer.concat([Buffer.from('DRIVER: Zoé []\n'), Buffer.from('DRIVER: Zoé []\n', 'latin1')]);
    expect(textsOf(lines)).toEqual(['DRIVER: Zoé []', 'DRIVER: Zoé []']);
  });

  it('are replaced if they are control characters', () => {
    expect(decodeLine(Buffer.from('a\u0000b\u001b[31mc\u0085d\te'))).toBe('a\uFFFDb\uFFFD[31mc\uFFFDd\te');
  });

  it('are not split where an endless line is cut', () => {
    const text = decodeLine(Buffer.from(`x${'ä'.repeat(40_000)}`));
    expect(text).toBe(`x${'ä'.repeat(32_767)}`);
  });

  it('of an endless line do not pile up, and the next line is read', () => {
    const decoder = createDecoder();
    for (let round = 0; round < 50; round += 1) expect(decoder.push(Buffer.alloc(10_000, 'x'))).toEqual([]);
    const lines = decoder.push(Buffer.from('\r\nnext\n'));
    expect(lines.map(({ text, end }) => [text.length, end])).toEqual([
      [65_536, 500_002],
      [4, 500_007],
    ]);
  });
});

describe('time stamps', () => {
  it.each([
    ['2024-01-13 12:26:22 Server started', 'Server started'],
    ['2024-01-13T12:26:22.123Z Server started', 'Server started'],
    ['2024-01-13T12:26:22+01:00 Server started', 'Server started'],
    ['[2024-01-13 12:26:22,123] Server started', 'Server started'],
    ['2024-01-13 12:26:22 ', ''],
  ])('of a wrapper are removed: %s', (line, expected) => {
    expect(withoutStamp(line)).toBe(expected);
  });

  it.each([
    '2024-01-13 12:26:22.3722743 -0800 PST m=+0.003628800',
    '2016-09-12 22:59:59.1782236 +0200 CEST',
    '2024-01-13 Server started',
  ])('of the banner are kept: %s', (line) => {
    expect(withoutStamp(line)).toBe(line);
  });

  it('are kept on the banner’s own line after that of a wrapper', () => {
    const line = withoutStamp('2024-01-13 12:26:22 2024-01-13 12:26:22.3722743 -0800 PST m=+0.003628800');
    expect(readStdoutLine(line)?.kind).toBe('timestamp');
  });
});

describe('the transcripts', () => {
  it.each(transcripts)('%s is decoded to its lines', (name) => {
    const decoder = createDecoder();
    const lines = [...decoder.push(bytesOf(name)), ...decoder.flush()].map(({ text }) => text);
    expect(lines).toEqual(linesOf(name).filter((line, index, all) => line !== '' || index < all.length - 1));
  });
});
