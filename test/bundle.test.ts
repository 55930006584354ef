import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { withoutSignature } from '../scripts/signature.ts';

/** The header is at 64, the certificate entry 168 bytes after it, and 16 bytes of signature at the end. */
function program({ place = 512, length = 16, kind = 0x20b, mark = 'PE\0\0' } = {}): Buffer {
  const bytes = Buffer.alloc(528, 7);
  bytes.writeUInt32LE(64, 0x3c);
  bytes.write(mark, 64, 'latin1');
  bytes.writeUInt16LE(kind, 64 + 24);
  bytes.writeUInt32LE(place, 64 + 168);
  bytes.writeUInt32LE(length, 64 + 172);
  return bytes;
}

describe('the signature of a Windows program', () => {
  test('is removed without other changes', () => {
    const bare = withoutSignature(program());
    const expected = program({ place: 0, length: 0 }).subarray(0, 512);
    expect(bare.equals(expected)).toBe(true);
    expect(withoutSignature(program({ place: 0, length: 0 })).length).toBe(528);
  });

  test.each([
    ['something that is not a program', { mark: 'ELF\0' }, 'This is no program for Windows.'],
    ['a 32-bit program', { kind: 0x10b }, 'This is no 64-bit program.'],
    ['a program with data after its signature', { place: 500 }, 'Something stands behind the signature.'],
  ])('is not looked for in %s', (_what, odd, sentence) =>
    expect(() => withoutSignature(program(odd))).toThrow(sentence),
  );
});

test('a system without a download is refused', () => {
  const script = fileURLToPath(new URL('../dist/scripts/bundle.js', import.meta.url));
  const tried = () => execFileSync(process.execPath, [script, 'mac'], { encoding: 'utf8', stdio: 'pipe' });
  expect(tried).toThrow('There is no download for "mac": say linux or windows, or neither for both.');
});
