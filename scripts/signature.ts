/** Removes the signature from a Windows program: with Pitwall inside it would be invalid, which is worse than none. */

/** The offset of the field with the PE header's position. */
const HEADER_AT = 0x3c;
/**
 * Relative to that: the optional header of a 64-bit program, and in it the certificate directory (position and length).
 */
const OPTIONAL = 24;
const CERTIFICATES = 112 + 4 * 8;

/** @throws if it is not a 64-bit program, or its signature is not at its end */
export function withoutSignature(program: Buffer): Buffer {
  const header = program.readUInt32LE(HEADER_AT);
  if (program.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error('This is no program for Windows.');
  if (program.readUInt16LE(header + OPTIONAL) !== 0x20b) throw new Error('This is no 64-bit program.');
  const entry = header + OPTIONAL + CERTIFICATES;
  const [place, length] = [program.readUInt32LE(entry), program.readUInt32LE(entry + 4)];
  if (length === 0) return program;
  if (place + length !== program.length) throw new Error('Something stands behind the signature.');
  const bare = Buffer.from(program.subarray(0, place));
  bare.fill(0, entry, entry + 8);
  return bare;
}
