/** Reads the brightness of a PNG row by row, so that a large one is never in memory as a whole. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import { type PngKind, PngRows, type TakeRow } from './pngRows.ts';

export interface PngSize {
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = '89504e470d0a1a0a';
const SIGNATURE_BYTES = 8;
/** Before the data of a chunk are its length and name, after it a checksum. */
const [BEFORE_BYTES, BEHIND_BYTES] = [8, 4];
const HEADER_BYTES = 13;
const PALETTE_BYTES = 3 * 256;
/** Programs write a chunk per 8 KB or more. */
const MOST_CHUNKS = 5000;
const PIECE_BYTES = 32 * 1024;

interface Chunk {
  readonly name: string;
  readonly at: number;
  readonly length: number;
}

/**
 * @param begin called with the size first; if it returns nothing, the rest is not read
 * @throws if it is not a PNG, is broken, or is larger than `mostBytes`
 */
export async function readPng(
  path: string,
  mostBytes: number,
  begin: (size: PngSize) => TakeRow | undefined,
): Promise<void> {
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).size > mostBytes) throw new Error('it is too large');
    const chunks = chunksIn(file);
    const kind = kindOf(file, chunks);
    const take = begin(kind);
    if (!take) return;
    const rows = new PngRows(kind, take);
    await unpack(Readable.from(dataOf(file, chunks)), (piece) => rows.push(piece));
    if (!rows.isWhole) throw new Error('it ends too early');
  } finally {
    closeSync(file);
  }
}

/** @param isEnough whether that was the last row; data after it is not read, because it could be of any length */
async function unpack(packed: Readable, isEnough: (piece: Uint8Array) => boolean): Promise<void> {
  const inflate = createInflate();
  packed.once('error', (error) => inflate.destroy(error));
  try {
    for await (const piece of packed.pipe(inflate)) if (isEnough(piece)) return;
  } finally {
    packed.destroy();
  }
}

function bytesAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  if (readSync(file, bytes, 0, length, at) < length) throw new Error('it ends too early');
  return bytes;
}

function chunksIn(file: number): readonly Chunk[] {
  if (bytesAt(file, 0, SIGNATURE_BYTES).toString('hex') !== SIGNATURE) throw new Error('it is no PNG');
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_BYTES; chunks.length < MOST_CHUNKS; ) {
    const before = bytesAt(file, at, BEFORE_BYTES);
    const [length, name] = [before.readUInt32BE(0), before.toString('latin1', 4)];
    if (name === 'IEND') return chunks;
    chunks.push({ name, at: at + BEFORE_BYTES, length });
    at += BEFORE_BYTES + length + BEHIND_BYTES;
  }
  throw new Error('it has no end');
}

function kindOf(file: number, chunks: readonly Chunk[]): PngKind {
  const [first] = chunks;
  if (first?.name !== 'IHDR') throw new Error('it has no size');
  const header = bytesAt(file, first.at, HEADER_BYTES);
  const bytesOf = (name: string): Uint8Array => {
    const chunk = chunks.find((each) => each.name === name);
    return chunk ? bytesAt(file, chunk.at, Math.min(chunk.length, PALETTE_BYTES)) : new Uint8Array();
  };
  return {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    depth: header.readUInt8(8),
    colours: header.readUInt8(9),
    isInterlaced: header.readUInt8(12) === 1,
    palette: bytesOf('PLTE'),
    cover: bytesOf('tRNS'),
  };
}

function* dataOf(file: number, chunks: readonly Chunk[]): Generator<Buffer> {
  for (const { name, at, length } of chunks) {
    if (name !== 'IDAT') continue;
    for (let done = 0; done < length; done += PIECE_BYTES) {
      yield bytesAt(file, at + done, Math.min(PIECE_BYTES, length - done));
    }
  }
}
