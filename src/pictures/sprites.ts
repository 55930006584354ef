/**
 * The moving parts of an animation, drawn directly into its pixels. A canvas would have to be read back for each frame,
 * and that memory is freed late.
 */
import { COLOURS } from './colours.ts';
import { STAR, starOn, write } from './paint.ts';
import type { Box } from './scene.ts';
import { type Pixels, pixelsOf, type Surfaces } from './surfaces.ts';

/** What does not rotate is drawn once: a square of pixels that is placed by its centre. */
interface Stamp {
  readonly from: Pixels;
  readonly left: number;
}

type StampName = 'star' | 'A' | 'B';

const NAMES: readonly StampName[] = ['star', 'A', 'B'];
const STAMP_PX = 2 * STAR.reach;
const SHEET = { width: NAMES.length * STAMP_PX, height: STAMP_PX } as const;
const LETTER = { size: 20, toBaseline: 7 } as const;

export type Stamps = Readonly<Record<StampName, Stamp>>;

export function drawStamps(surfaces: Surfaces): Stamps {
  const sheet = surfaces.drawn(SHEET, (context) => {
    context.clearRect(0, 0, SHEET.width, SHEET.height);
    NAMES.forEach((name, index) => {
      const [x, y] = [(index + 0.5) * STAMP_PX, STAMP_PX / 2];
      if (name === 'star') starOn(context, x, y);
      else write(context, name, { x, y: y + LETTER.toBaseline, size: LETTER.size, align: 'center' });
    });
  });
  const from = pixelsOf(sheet);
  return { star: { from, left: 0 }, A: { from, left: STAMP_PX }, B: { from, left: 2 * STAMP_PX } };
}

/** @param within nothing is drawn outside of it; @returns the covered area */
export function putStamp(pixels: Pixels, { from, left }: Stamp, { x, y }: Place, within: Box): Box | undefined {
  const [startX, startY] = [Math.round(x) - STAMP_PX / 2, Math.round(y) - STAMP_PX / 2];
  const box = common({ left: startX, top: startY, width: STAMP_PX, height: STAMP_PX }, within);
  if (!box) return undefined;
  for (let row = box.top; row < box.top + box.height; row++) {
    const source = (row - startY) * from.width + left - startX;
    for (let column = box.left; column < box.left + box.width; column++) {
      const over = from.data[source + column] ?? 0;
      const at = row * pixels.width + column;
      if (over >>> 24 !== 0) pixels.data[at] = layOver(pixels.data[at] ?? 0, over);
    }
  }
  return box;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** In pixels; the direction is a unit vector. */
export interface CarShape extends Place {
  readonly hx: number;
  readonly hy: number;
  readonly length: number;
  readonly width: number;
  readonly colour: string;
}

/** Half the thickness of its outline. */
const EDGE_PX = 1;

/** Looks like `paintCar`. @returns the covered area */
export function putCar(pixels: Pixels, car: CarShape, within: Box): Box | undefined {
  const reach = Math.hypot(car.length, car.width) / 2 + EDGE_PX + 1;
  const box = common(around(car, reach), within);
  if (!box) return undefined;
  const [colour, shade] = [pixelOf(car.colour), pixelOf(COLOURS.shade)];
  const [halfLength, halfWidth] = [car.length / 2, car.width / 2];
  for (let row = box.top; row < box.top + box.height; row++) {
    for (let column = box.left; column < box.left + box.width; column++) {
      const [dx, dy] = [column + 0.5 - car.x, row + 0.5 - car.y];
      const [along, across] = [dx * car.hx + dy * car.hy, Math.abs(dy * car.hx - dx * car.hy)];
      const outside = Math.max(Math.abs(along) - halfLength, across - halfWidth);
      if (outside > EDGE_PX + 0.5) continue;
      // The windscreen shows which end is the front.
      const screen = Math.max(Math.abs(along - 0.16 * car.length) - 0.08 * car.length, across - 0.36 * car.width);
      const at = row * pixels.width + column;
      const edge = mix(pixels.data[at] ?? 0, shade, cover(outside - EDGE_PX));
      pixels.data[at] = mix(mix(edge, colour, cover(outside + EDGE_PX)), shade, cover(screen));
    }
  }
  return box;
}

/** How much of a pixel is covered if its centre is this far outside. */
const cover = (outside: number): number => Math.max(0, Math.min(1, 0.5 - outside));

function mix(under: number, over: number, share: number): number {
  if (share === 0) return under;
  if (share === 1) return over;
  let result = 255;
  for (let shift = 16; shift >= 0; shift -= 8) {
    const [low, high] = [(under >>> shift) & 255, (over >>> shift) & 255];
    result = (result << 8) | Math.round(low + (high - low) * share);
  }
  return result >>> 0;
}

/** The colours of the upper pixel are premultiplied with its alpha. */
function layOver(under: number, over: number): number {
  const rest = 1 - (over >>> 24) / 255;
  let result = 255;
  for (let shift = 16; shift >= 0; shift -= 8) {
    const [low, high] = [(under >>> shift) & 255, (over >>> shift) & 255];
    result = (result << 8) | Math.min(255, Math.round(high + low * rest));
  }
  return result >>> 0;
}

function around({ x, y }: Place, reach: number): Box {
  const [left, top] = [Math.floor(x - reach), Math.floor(y - reach)];
  return { left, top, width: Math.ceil(x + reach) - left, height: Math.ceil(y + reach) - top };
}

function common(one: Box, other: Box): Box | undefined {
  const [left, top] = [Math.max(one.left, other.left), Math.max(one.top, other.top)];
  const width = Math.min(one.left + one.width, other.left + other.width) - left;
  const height = Math.min(one.top + one.height, other.top + other.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : undefined;
}

/** Restores what was there before something was drawn over it. */
export function putBack(pixels: Pixels, ground: Pixels, { left, top, width, height }: Box): void {
  for (let y = top; y < top + height; y++) {
    const from = y * ground.width + left;
    pixels.data.set(ground.data.subarray(from, from + width), from);
  }
}

/** A square in one colour. */
export function putDot({ width, data }: Pixels, colour: string, place: Place, size: number, within: Box): void {
  const box = common(around({ x: Math.round(place.x), y: Math.round(place.y) }, size / 2), within);
  if (!box) return;
  const pixel = pixelOf(colour);
  for (let y = box.top; y < box.top + box.height; y++) {
    data.fill(pixel, y * width + box.left, y * width + box.left + box.width);
  }
}

function pixelOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
