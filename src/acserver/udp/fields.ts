import type { PacketError, Reader } from './reader.ts';
import { readNarrow, readWide, writeNarrow, writeWide } from './text.ts';
import type { Writer } from './writer.ts';

/** One field of a packet: it can read and write itself. `name` is its name in the packet, for errors. */
export interface Field<T> {
  readonly shape: FieldShape;
  read(reader: Reader, name: string): T;
  write(writer: Writer, value: T, name: string): void;
}

/** Which values a field takes. */
export type FieldShape =
  | { readonly kind: 'integer'; readonly size: 1 | 2 | 4 | 8; readonly min: number; readonly max: number }
  | { readonly kind: 'float' | 'vec3' | 'flag' | 'bit' | 'narrow' | 'folder' | 'wide' }
  | { readonly kind: 'rows'; readonly row: Fields };

export type Fields = Readonly<Record<string, Field<unknown>>>;
type ValueOf<F> = F extends Field<infer T> ? T : never;
export type ValuesOf<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

/** x, y, z. y points up; a track map uses x and z. */
export type Vec3 = readonly [x: number, y: number, z: number];

export const u8 = integer(1, 0, 0xff, (reader, name) => reader.byte(reader.take(1, name)));
export const u16 = integer(2, 0, 0xffff, (reader, name) => reader.word(reader.take(2, name)));
export const i16 = integer(2, -0x8000, 0x7fff, (reader, name) => (reader.word(reader.take(2, name)) << 16) >> 16);
export const u32 = integer(4, 0, 0xffff_ffff, (reader, name) => reader.long(reader.take(4, name)));
export const i32 = integer(4, -0x8000_0000, 0x7fff_ffff, (reader, name) => reader.long(reader.take(4, name)) | 0);

/** Milliseconds since 1970. A value that a JavaScript number cannot hold exactly is refused: no clock shows it. */
export const unixMs: Field<number> = {
  shape: { kind: 'integer', size: 8, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
  read(reader, name) {
    const value = Number(reader.wideLong(reader.take(8, name)));
    if (!Number.isSafeInteger(value)) throw reader.fail(name, 'is no time that a clock shows');
    return value;
  },
  write(writer, value, name) {
    if (!Number.isSafeInteger(value)) throw writer.fail(name, `must be a whole number that is exact, not ${value}`);
    writer.wideLong(BigInt(value));
  },
};

/** IEEE-754 single. NaN and the infinities are refused: JSON cannot express them, and a map cannot show them. */
export const f32: Field<number> = {
  shape: { kind: 'float' },
  read: (reader, name) => finite(reader, reader.take(4, name), name),
  write: (writer, value, name) => writer.float(value, name),
};

export const vec3: Field<Vec3> = {
  shape: { kind: 'vec3' },
  read(reader, name) {
    const start = reader.take(12, name);
    const x = reader.float(start);
    const y = reader.float(start + 4);
    const z = reader.float(start + 8);
    // A sum of float32 is finite if all of them are. Three more calls would not always be inlined.
    if (!Number.isFinite(x + y + z)) throw notFinite(reader, name);
    return [x, y, z];
  },
  write(writer, value, name) {
    for (const coordinate of value) writer.float(coordinate, name);
  },
};

/** One byte, 0 = false. */
export const bool: Field<boolean> = {
  shape: { kind: 'flag' },
  read: (reader, name) => u8.read(reader, name) !== 0,
  write: (writer, value, name) => u8.write(writer, value ? 1 : 0, name),
};

/** u8 byte length, then one byte per character. */
export const narrow: Field<string> = {
  shape: { kind: 'narrow' },
  read: (reader, name) => readNarrow(reader, u8.read(reader, name), name),
  write: writeNarrow,
};

/** u8 count of code points, then UTF-32LE. */
export const wide: Field<string> = {
  shape: { kind: 'wide' },
  read: (reader, name) => readWide(reader, u8.read(reader, name), name),
  write: writeWide,
};

function integer(size: 1 | 2 | 4, min: number, max: number, read: Field<number>['read']): Field<number> {
  const shape = { kind: 'integer', size, min, max } as const;
  return { shape, read, write: (writer, value, name) => writer.integer(value, shape, name) };
}

function finite(reader: Reader, position: number, name: string): number {
  const value = reader.float(position);
  if (!Number.isFinite(value)) throw notFinite(reader, name);
  return value;
}

const notFinite = (reader: Reader, name: string): PacketError => reader.fail(name, 'is not a finite number');
