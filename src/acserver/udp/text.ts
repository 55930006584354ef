// The two ways in which the protocol writes text.

import { isUtf8 } from 'node:buffer';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** Both strings begin with a length of one byte, so neither is longer than this. */
const longest = 255;
const replacement = 0xfffd;

// Both read four characters at a time as long as these are ordinary ones: each step creates a string.

/** Reads `count` bytes. ASCII in practice; the rest is UTF-8, or Latin-1 if it is not valid UTF-8. */
export function readNarrow(reader: Reader, count: number, field: string): string {
  const start = reader.take(count, field);
  const end = start + count;
  let text = '';
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const [a, b, c, d] = [reader.byte(at), reader.byte(at + 1), reader.byte(at + 2), reader.byte(at + 3)];
    if ((a | b | c | d) >= 0x80) return decodeBeyondAscii(reader.bytes.subarray(start, end));
    text += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; at++) {
    const byte = reader.byte(at);
    if (byte >= 0x80) return decodeBeyondAscii(reader.bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Reads `count` code points of UTF-32LE. A surrogate or a number beyond Unicode becomes U+FFFD. */
export function readWide(reader: Reader, count: number, field: string): string {
  let at = reader.take(count * 4, field);
  const end = at + count * 4;
  let text = '';
  for (; at + 16 <= end; at += 16) {
    const [a, b, c, d] = [reader.long(at), reader.long(at + 4), reader.long(at + 8), reader.long(at + 12)];
    if ((a | b | c | d) >>> 0 >= 0xd800) break;
    text += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; at += 4) {
    const codePoint = reader.long(at);
    // Nearly every character is below the surrogates; `fromCodePoint` is several times slower.
    text += codePoint < 0xd800 ? String.fromCharCode(codePoint) : String.fromCodePoint(valid(codePoint));
  }
  return text;
}

/** Writes UTF-8, cut to 255 bytes without splitting a character. */
export function writeNarrow(writer: Writer, value: string): void {
  const bytes = Buffer.from(value, 'utf8');
  let end = Math.min(bytes.length, longest);
  while (end < bytes.length && end > 0 && isContinuation(bytes[end])) end--;
  writer.raw(Uint8Array.of(end));
  writer.raw(bytes.subarray(0, end));
}

/** Writes UTF-32LE, cut to 255 code points; the length byte counts code points, so an emoji is one. */
export function writeWide(writer: Writer, value: string): void {
  const codePoints = Array.from(value, (character) => valid(character.codePointAt(0) ?? replacement)).slice(0, longest);
  const bytes = Buffer.alloc(1 + codePoints.length * 4);
  bytes.writeUInt8(codePoints.length);
  for (const [index, codePoint] of codePoints.entries()) bytes.writeUInt32LE(codePoint, 1 + index * 4);
  writer.raw(bytes);
}

const valid = (codePoint: number) => (isScalar(codePoint) ? codePoint : replacement);

const isScalar = (codePoint: number) => codePoint < 0xd800 || (codePoint > 0xdfff && codePoint <= 0x10ffff);

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

function decodeBeyondAscii(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
