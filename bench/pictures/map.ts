/** A track's map.png, written without the drawing package, because that package is what is measured. */
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits each for red, green, blue and alpha. */
const [DEPTH, COLOURS_AND_COVER] = [8, 6] as const;

/** White stripes on a transparent ground. */
export function mapPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(DEPTH, 8);
  header.writeUInt8(COLOURS_AND_COVER, 9);
  const row = 1 + 4 * width;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) if (y % 100 < 12) pixels.fill(255, y * row + 1, (y + 1) * row);
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND')]);
}

function chunk(name: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
