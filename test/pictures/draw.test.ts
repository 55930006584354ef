import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { GifReader } from 'omggif';
import { beforeAll, describe, expect, it } from 'vitest';
import { COLOURS } from '../../src/pictures/colours.ts';
import type { ContactPicture, PictureMap, PictureSample } from '../../src/pictures/contactPicture.ts';
import { loadCanvas, Painter } from '../../src/pictures/draw.ts';
import { GroundMaps } from '../../src/pictures/groundMaps.ts';
import { GroundPieces } from '../../src/pictures/groundPieces.ts';
import { paintTrack } from '../../src/pictures/paint.ts';
import { STILL_MAP } from '../../src/pictures/still.ts';
import { Surfaces } from '../../src/pictures/surfaces.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { dive, noseToTail, rejoin } from './contacts.ts';

let canvas: Awaited<ReturnType<typeof loadCanvas>>;
let painter: Painter;

beforeAll(async () => {
  canvas = await loadCanvas();
  painter = newPainter();
});

const newSurfaces = () => new Surfaces((width, height) => canvas.createCanvas(width, height));
const newPainter = () => new Painter(newSurfaces());

/** Comparing bytes one by one, as toEqual does, takes longer than drawing them. */
const areSame = (one: Buffer | undefined, other: Buffer | undefined): boolean =>
  one !== undefined && other !== undefined && one.equals(other);

const CONTACTS = { 'a dive': dive, 'nose to tail': noseToTail, 'a rejoin': rejoin };
const KIB = 1024;

/** How many pixels have this colour. */
async function count(png: Buffer | undefined, colour: string): Promise<number> {
  if (!png) throw new Error('no picture');
  const image = await loadImage(png);
  const context = canvas.createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  let found = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === r && data[at + 1] === g && data[at + 2] === b) found += 1;
  return found;
}

describe('the map of the track', () => {
  const map = { path: '', widthPx: 200, heightPx: 200, offsetX: 100, offsetZ: 150, scale: 1 };
  const mapOf = (of: PictureMap | undefined) => new GroundMaps().of(of);
  const written = (bytes: Buffer): string => {
    const path = join(temporaryDirectory('map'), 'map.png');
    writeFileSync(path, bytes);
    return path;
  };
  const white = (size = 200): Buffer => {
    const drawn = canvas.createCanvas(size, size);
    const context = drawn.getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, size, size);
    return drawn.toBuffer('image/png');
  };

  it('is drawn faintly behind the still picture, at its place', async () => {
    const ground = await mapOf({ ...map, path: written(white()) });
    expect(ground).toMatchObject({ left: -100, top: -150, columns: 200, rows: 200, cellWidth: 1, cellHeight: 1 });
    const [without, within] = [undefined, ground].map((each) => painter.draw('still', dive(), each));
    const dark = await count(without, COLOURS.ground);
    expect(await count(within, COLOURS.ground)).toBeLessThan(dark - 5000);
    for (const colour of [COLOURS.a, COLOURS.b]) expect(await count(within, colour)).toBeGreaterThan(1500);
    expect(within?.length).toBeLessThan(80 * KIB);
  });

  it('is left out if it is missing, not an image or too large', async () => {
    expect(await mapOf(undefined)).toBeUndefined();
    expect(await mapOf({ ...map, path: '/nowhere/map.png' })).toBeUndefined();
    expect(await mapOf({ ...map, path: written(Buffer.from('no picture at all, but long enough')) })).toBeUndefined();
    expect(await mapOf({ ...map, path: written(white(2500)) })).toBeUndefined();
  });

  /** White between these two coordinates, on both axes. */
  const square = (size: number, from: number, to: number): Buffer => {
    const drawn = canvas.createCanvas(size, size);
    const context = drawn.getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(from, from, to - from, to - from);
    return drawn.toBuffer('image/png');
  };

  it.each([
    ['a metre a pixel', 200, 1],
    ['eight pixels a metre, at the finest scale', 1600, 0.125],
    ['two metres a pixel', 100, 2],
  ])('is drawn at the right place: %s', async (_name, size, scale) => {
    // In game metres: white from (-20, -20) to (0, 0), which is to the upper left of the contact.
    const [from, to] = [80 / scale, 100 / scale];
    const path = written(square(size, from, to));
    const ground = await mapOf({ path, widthPx: size, heightPx: size, offsetX: 100, offsetZ: 100, scale });
    const frame = { box: STILL_MAP, pxPerM: 4, toX: (x: number) => 320 + 4 * x, toY: (z: number) => 240 + 4 * z };
    const surfaces = newSurfaces();
    const piece = ground && new GroundPieces(surfaces).within(frame, ground);
    const drawn = surfaces.drawn({ width: 640, height: 480 }, (context) =>
      paintTrack(context, { frame, line: [], ground: piece }, { isPlain: true }),
    );
    const { data } = drawn.getContext('2d').getImageData(0, 0, 640, 480);
    const at = (x: number, z: number) => data[4 * ((240 + 4 * z) * 640 + 320 + 4 * x)];
    const [dark, light] = [0x20, 0x20 + Math.round(0.2 * (0xff - 0x20))];
    expect([at(-10, -10), at(-17, -3)].map((each) => Math.abs((each ?? 0) - light) <= 1)).toEqual([true, true]);
    expect([at(-24, -10), at(4, -10), at(-10, 4), at(-10, -24)]).toEqual([dark, dark, dark, dark]);
  });

  it('is left out if it does not cover the contact', async () => {
    const ground = await mapOf({ ...map, offsetX: 5000, path: written(white()) });
    expect(areSame(painter.draw('still', dive(), ground), painter.draw('still', dive()))).toBe(true);
  });
});

describe('the still picture', () => {
  it.each(Object.entries(CONTACTS))(
    'of %s shows both cars, the track and text within 80 KiB',
    async (_name, contact) => {
      const png = painter.draw('still', contact());
      expect(png?.subarray(1, 4).toString()).toBe('PNG');
      expect(png?.length).toBeLessThan(80 * KIB);
      for (const colour of [COLOURS.a, COLOURS.b]) expect(await count(png, colour)).toBeGreaterThan(1500);
      expect(await count(png, COLOURS.asphalt)).toBeGreaterThan(5000);
      expect(await count(png, COLOURS.text)).toBeGreaterThan(800);
    },
  );

  it('is identical for the same contact, whatever was drawn before', () => {
    for (const form of ['still', 'animation'] as const) {
      for (const before of [dive, noseToTail, rejoin]) painter.draw(form, before());
      expect(areSame(painter.draw(form, dive()), newPainter().draw(form, dive()))).toBe(true);
    }
  });

  it('marks where a car braked, if its path shows that moment', () => {
    const picture = dive();
    const [a, b] = picture.cars;
    const drawn = (braked?: number) => painter.draw('still', { ...picture, cars: [{ ...a, braked }, b] });
    expect(areSame(drawn(-3.4), drawn())).toBe(false);
    expect(areSame(drawn(-3.4), drawn(-1))).toBe(false);
    expect(areSame(drawn(-7), drawn())).toBe(true);
    // The speeds begin between two samples.
    const [first, ...trace] = a.trace;
    const earlier = first && { ...first, t: -5.2, x: first.x - 0.2 * first.vx, z: first.z - 0.2 * first.vz };
    const early = (braked?: number) => {
      const car = { ...a, trace: earlier ? [earlier, ...trace] : [], braked };
      return painter.draw('still', { ...picture, cars: [car, b] });
    };
    expect(areSame(early(-4.9), early())).toBe(false);
  });

  it('shows a close-up of the cars only if their positions are accurate enough', () => {
    const picture = dive();
    const near = painter.draw('still', picture);
    const far = painter.draw('still', { ...picture, error: { metres: 1.7, text: '±1.7 m' } });
    expect(areSame(far, near)).toBe(false);
    expect(areSame(far, painter.draw('still', { ...picture, error: undefined }))).toBe(true);
  });
});

describe('the animation', () => {
  it.each(Object.entries(CONTACTS))('of %s is a valid looping GIF within 80 KiB', (_name, contact) => {
    const gif = painter.draw('animation', contact());
    if (!gif) throw new Error('no animation');
    expect(gif.length).toBeLessThan(80 * KIB);
    const reader = new GifReader(gif);
    const frames = Array.from({ length: reader.numFrames() }, (_, index) => reader.frameInfo(index));
    // omggif says 0 for a picture that loops forever.
    expect(reader.loopCount()).toBe(0);
    const [whole, ...others] = frames;
    expect(whole).toMatchObject({ x: 0, y: 0, width: 640, height: 480 });
    for (const { width, height } of others) expect(width * height).toBeLessThan(0.5 * 640 * 480);
    const lasts = frames.reduce((sum, { delay }) => sum + delay * 10, 0);
    expect(lasts).toBeGreaterThan(4000);
    expect(lasts).toBeLessThan(8000);
  });

  it('leaves no cars at earlier positions in its last frame', () => {
    const gif = painter.draw('animation', dive());
    if (!gif) throw new Error('no animation');
    const reader = new GifReader(gif);
    const pixels = new Uint8Array(640 * 480 * 4);
    for (let index = 0; index < reader.numFrames(); index++) reader.decodeAndBlitFrameRGBA(index, pixels);
    const has = (colour: string): number => {
      const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      let found = 0;
      for (let at = 0; at < pixels.length; at += 4) {
        if (pixels[at] === r && pixels[at + 1] === g && pixels[at + 2] === b) found += 1;
      }
      return found;
    };
    // One car each of 22 to 32 by 10 to 14 pixels, and its trail: no car is left at an earlier position.
    for (const colour of [COLOURS.a, COLOURS.b]) {
      expect(has(colour)).toBeGreaterThan(300);
      expect(has(colour)).toBeLessThan(3000);
    }
  });
});

describe('incomplete data', () => {
  const still = (change: Partial<ContactPicture>) => painter.draw('still', { ...dive(), ...change });
  const changed = (
    change: (sample: PictureSample, index: number) => PictureSample | undefined,
  ): ContactPicture['cars'] => {
    const [a, b] = dive().cars;
    return [{ number: a.number, trace: a.trace.flatMap((sample, index) => change(sample, index) ?? []) }, b];
  };

  it('gives no picture if there is nothing to show', () => {
    const nowhere = { number: '1', trace: [] };
    expect(still({ cars: [nowhere, nowhere] })).toBeUndefined();
    expect(still({ contact: { x: Number.NaN, z: 0 } })).toBeUndefined();
    // Positions that belong to something else.
    expect(still({ contact: { x: 5000, z: 5000 } })).toBeUndefined();
    expect(painter.draw('animation', { ...dive(), cars: [nowhere, nowhere] })).toBeUndefined();
  });

  it.each([
    [
      'positions that are not numbers',
      changed((sample, index) => (index % 3 === 0 ? { ...sample, x: Number.NaN } : sample)),
    ],
    [
      'a jump in the positions',
      changed((sample, index) => (index === 10 ? { ...sample, x: sample.x + 9000 } : sample)),
    ],
    ['a stationary car', changed((sample) => ({ ...sample, vx: 0, vz: 0, x: 0, z: 0 }))],
    ['a car with a single sample', changed((sample, index) => (index === 20 ? sample : undefined))],
    ['two samples at the same time', changed((sample, index) => (index === 7 ? { ...sample, t: -5 } : sample))],
  ] as const)('still gives a picture: %s', async (_name, cars) => {
    const png = still({ cars });
    expect(png?.length).toBeLessThan(100 * KIB);
    expect(await count(png, COLOURS.b)).toBeGreaterThan(100);
    expect(
      painter
        .draw('animation', { ...dive(), cars })
        ?.subarray(0, 3)
        .toString(),
    ).toBe('GIF');
  });

  it('still gives a picture without a racing line, and with characters missing in the font', () => {
    const png = still({
      line: [],
      title: 'INC-1 · 筑波 🏁',
      cars: [{ ...dive().cars[0], number: '筑' }, dive().cars[1]],
    });
    expect(png?.subarray(1, 4).toString()).toBe('PNG');
  });
});
