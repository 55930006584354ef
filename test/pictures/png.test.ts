import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { Chance } from '../../bench/evidence/random.ts';
import { readPng } from '../../src/pictures/png.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { chunk, headerChunk, pngOf, SIGNATURE } from './pngs.ts';

const written = (bytes: Buffer): string => {
  const path = join(temporaryDirectory('png'), 'map.png');
  writeFileSync(path, bytes);
  return path;
};

/** How bright each pixel is, and how often it was reported. */
async function readAt(path: string, mostBytes = 1_000_000) {
  let size = { width: 0, height: 0 };
  let brightness = new Uint8Array();
  let told = new Uint8Array();
  await readPng(path, mostBytes, ({ width, height }) => {
    size = { width, height };
    brightness = new Uint8Array(width * height);
    told = new Uint8Array(width * height);
    return ({ x, y, step }, row) =>
      row.forEach((value, index) => {
        const at = y * width + x + index * step;
        brightness[at] = value;
        told[at] = (told[at] ?? 0) + 1;
      });
  });
  return { ...size, brightness, told };
}

/** Read by the drawing package, as a second reader of the same format. */
async function judged(bytes: Buffer): Promise<{ readonly light: number; readonly cover: number }[]> {
  const image = await loadImage(bytes);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return Array.from({ length: data.length / 4 }, (_, index) => {
    const [red = 0, green = 0, blue = 0, cover = 0] = data.subarray(4 * index, 4 * index + 4);
    return { light: (0.299 * red + 0.587 * green + 0.114 * blue) * (cover / 255), cover };
  });
}

const KINDS = [
  { colours: 0, depths: [1, 2, 4, 8, 16] },
  { colours: 2, depths: [8, 16] },
  { colours: 3, depths: [1, 2, 4, 8] },
  { colours: 4, depths: [8, 16] },
  { colours: 6, depths: [8, 16] },
].flatMap(({ colours, depths }) => depths.map((depth) => ({ colours, depth })));

describe('a PNG read row by row', () => {
  describe.each([false, true])('interlaced: %s', (isInterlaced) => {
    it.each(KINDS)(
      'of kind $colours with $depth bits has the same brightness as in another reader',
      async ({ colours, depth }) => {
        for (const [width, height] of [
          [37, 23],
          [3, 2],
          [1, 1],
        ] as const) {
          const chance = new Chance(depth * 10 + colours);
          const bytes = pngOf({ width, height, depth, colours, isInterlaced, random: () => chance.next() });
          const { brightness, told } = await readAt(written(bytes));
          expect(told).toEqual(new Uint8Array(width * height).fill(1));
          const expected = await judged(bytes);
          const off = expected.map(({ light }, index) => Math.abs(light - (brightness[index] ?? 0)));
          // Other readers store nearly transparent pixels darker, with an error of this size.
          expect(Math.max(...off)).toBeLessThanOrEqual(3);
        }
      },
    );
  });

  const plain = { width: 4, height: 4, depth: 8, colours: 0 };
  const whole = (data: Buffer, header = plain): Buffer =>
    Buffer.concat([SIGNATURE, headerChunk(header), chunk('IDAT', data), chunk('IEND')]);
  const rows = (count: number): Buffer => Buffer.alloc(5 * count, 0);

  it('is read only up to its last row', async () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000));
    expect((await readAt(written(whole(bomb)))).brightness).toEqual(new Uint8Array(16));
  });

  it.each([
    ['it is no PNG', Buffer.from('no picture at all, but long enough')],
    ['it is no PNG', Buffer.concat([Buffer.from([0xff]), whole(deflateSync(rows(4)))])],
    ['it ends too early', whole(deflateSync(rows(4))).subarray(0, 40)],
    ['it ends too early', whole(deflateSync(rows(3)))],
    ['it ends too early', Buffer.alloc(0)],
    ['incorrect header check', whole(Buffer.from('nothing packed'))],
    ['it has no size', Buffer.concat([SIGNATURE, chunk('IDAT', deflateSync(rows(4))), chunk('IEND')])],
    ['there is no such PNG', whole(deflateSync(rows(4)), { ...plain, depth: 3 })],
    ['there is no such PNG', whole(deflateSync(rows(4)), { ...plain, colours: 5 })],
    ['there is no such PNG', whole(deflateSync(rows(4)), { ...plain, colours: 2, depth: 4 })],
    ['there is no such PNG', whole(deflateSync(rows(4)), { ...plain, width: 0 })],
    ['it has no end', Buffer.concat([SIGNATURE, ...Array.from({ length: 6000 }, () => chunk('tEXt')), chunk('IEND')])],
  ])('that is invalid is refused: %s (%#)', async (sentence, bytes) => {
    await expect(readAt(written(bytes))).rejects.toThrow(sentence);
  });

  it('that is too large is refused', async () => {
    await expect(readAt(written(whole(deflateSync(rows(4)))), 50)).rejects.toThrow('it is too large');
  });
});
