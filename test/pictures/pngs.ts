/** PNGs of every kind, with random pixels and a filter of its own for each row. */
import { crc32, deflateSync } from 'node:zlib';

export interface PngOf {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** PNG colour types: 0 grey, 2 RGB, 3 palette, 4 and 6 the first two with alpha. */
  readonly colours: number;
  readonly isInterlaced?: boolean;
  readonly random: () => number;
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** First pixel and steps, x and y. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

export function chunk(name: string, data: Uint8Array = new Uint8Array()): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

export const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export function headerChunk({ width, height, depth, colours, isInterlaced = false }: Omit<PngOf, 'random'>): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colours, 0, 0, isInterlaced ? 1 : 0], 8);
  return chunk('IHDR', header);
}

export function pngOf(of: PngOf): Buffer {
  const { width, height, depth, colours, isInterlaced = false, random } = of;
  const byte = (): number => Math.floor(256 * random());
  const bytes = (count: number): Buffer => Buffer.from(Array.from({ length: count }, byte));
  const bits = depth * (CHANNELS[colours] ?? 1);
  const passes = isInterlaced ? PASSES : ([[0, 0, 1, 1]] as const);
  const rows = passes.flatMap(([x, y, stepX, stepY]) => {
    const [across, down] = [Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY)];
    if (across <= 0 || down <= 0) return [];
    const length = Math.ceil((across * bits) / 8);
    return Array.from({ length: down }, () => Buffer.concat([Uint8Array.of(Math.floor(5 * random())), bytes(length)]));
  });
  // Any bytes are a valid picture, whichever filter they are read with.
  const data = deflateSync(Buffer.concat(rows));
  const half = data.length >> 1;
  return Buffer.concat([
    SIGNATURE,
    headerChunk(of),
    chunk('tEXt', Buffer.from('Title\0map')),
    ...(colours === 3 ? [chunk('PLTE', bytes(3 * (1 << depth))), chunk('tRNS', bytes(1 << (depth - 1)))] : []),
    chunk('IDAT', data.subarray(0, half)),
    chunk('IDAT', data.subarray(half)),
    chunk('IEND'),
  ]);
}
