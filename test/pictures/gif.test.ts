import { GifReader } from 'omggif';
import { describe, expect, it } from 'vitest';
import { Chance } from '../../bench/evidence/random.ts';
import { CLEAR, Gif } from '../../src/pictures/gif.ts';
import { type Colour, Palette } from '../../src/pictures/palette.ts';

// Read by somebody else's decoder.

const GREYS: readonly Colour[] = Array.from({ length: 256 }, (_, at) => [at, at, at]);

/** The red of each pixel that a decoder shows; -1 where there is none. */
function decoded(gif: Buffer, frame: number, { width, height }: { width: number; height: number }): number[] {
  const pixels = new Uint8Array(4 * width * height);
  new GifReader(gif).decodeAndBlitFrameRGBA(frame, pixels);
  return Array.from({ length: width * height }, (_, at) => (pixels[4 * at + 3] ? (pixels[4 * at] ?? -1) : -1));
}

const chance = new Chance(20_261_121);

/** Random pixels of this many colours. */
function noise(colours: number): () => number {
  return () => 1 + Math.floor(chance.next() * colours);
}

const PICTURES: readonly (readonly [what: string, width: number, height: number, pixel: () => number])[] = [
  // 40,000 codes of noise fill the code table ten times; each picture size ends at another code length.
  ['noise', 200, 200, noise(255)],
  ['noise of two colours', 123, 77, noise(2)],
  ['one colour', 640, 480, () => 7],
  ['one pixel', 1, 1, () => 255],
  ['two pixels', 2, 1, noise(255)],
];

describe('a GIF', () => {
  it.each(PICTURES)('decodes to the pixels that were drawn: %s', (_what, width, height, pixel) => {
    const pixels = Uint8Array.from({ length: width * height }, pixel);
    const gif = new Gif({ width, height });
    gif.add({ left: 0, top: 0, width, height, delay: 12 }, pixels);
    const bytes = gif.finish(GREYS);
    expect(decoded(bytes, 0, { width, height })).toEqual([...pixels]);
  });

  it.each(Array.from({ length: 60 }, (_, at) => 225 + at * 13))('decodes correctly for %i pixels of noise', (count) => {
    const pixels = Uint8Array.from({ length: count }, noise(255));
    const gif = new Gif({ width: count, height: 1 });
    gif.add({ left: 0, top: 0, width: count, height: 1, delay: 12 }, pixels);
    expect(decoded(gif.finish(GREYS), 0, { width: count, height: 1 })).toEqual([...pixels]);
  });

  it('keeps pixels not covered by a later frame, its delays, and loops forever', () => {
    const gif = new Gif({ width: 3, height: 2 });
    gif.add({ left: 0, top: 0, width: 3, height: 2, delay: 12 }, Uint8Array.of(1, 2, 3, 4, 5, 6));
    gif.add({ left: 1, top: 1, width: 2, height: 1, delay: 150 }, Uint8Array.of(CLEAR, 9));
    const reader = new GifReader(gif.finish(GREYS));
    const pixels = new Uint8Array(24);
    reader.decodeAndBlitFrameRGBA(0, pixels);
    reader.decodeAndBlitFrameRGBA(1, pixels);
    expect([0, 4, 8, 12, 16, 20].map((at) => pixels[at])).toEqual([1, 2, 3, 4, 5, 9]);
    expect([reader.frameInfo(0).delay, reader.frameInfo(1).delay, reader.loopCount()]).toEqual([12, 150, 0]);
  });
});

describe('the colours of an animation', () => {
  const pixel = ([red, green, blue]: Colour): number => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

  it('are kept if they are on the palette steps, and rounded otherwise', () => {
    const palette = new Palette();
    const told = (
      [
        [224, 160, 0],
        [255, 255, 255],
        [0, 0, 0],
        [230, 150, 10],
      ] as const
    ).map((each) => palette.placeOf(pixel(each)));
    expect(told).toEqual([1, 2, 3, 1]);
    expect(palette.colours.slice(1)).toEqual([
      [224, 160, 0],
      [255, 255, 255],
      [0, 0, 0],
    ]);
  });

  it('are limited to 256: later ones use the nearest existing colour', () => {
    const palette = new Palette();
    const steps = [0, 32, 64, 96, 128, 160, 192, 224, 255];
    const all = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue): Colour => [red, green, blue])));
    const places = all.map((each) => palette.placeOf(pixel(each)));
    expect(palette.colours).toHaveLength(256);
    expect(Math.min(...places)).toBeGreaterThan(CLEAR);
    expect(Math.max(...places)).toBe(255);
    // 243 have a red of 0 to 64, twelve more one of 96 with little or no green: the nearest to white is one of the 243.
    const nearest = palette.colours[places[all.findIndex(([r, g, b]) => r === 255 && g === 255 && b === 255)] ?? 0];
    expect(nearest).toEqual([64, 255, 255]);
  });
});
