/**
 * What moves in an animation, drawn on a small canvas of its own and laid over the rest here: a look at a canvas costs
 * as much as the whole of it, wherever one looks.
 */
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { Box } from './scene.ts';

/** Something to be drawn, and the part of the picture that it takes: whole pixels. */
export interface Sprite {
  readonly box: Box;
  /** Where it is in the picture. */
  readonly paint: (context: SKRSContext2D) => void;
}

/** Pixels as a canvas has them in memory: red in the lowest byte, how far they cover in the highest. */
export interface Pixels {
  readonly width: number;
  readonly data: Uint32Array;
}

export type CreateCanvas = (width: number, height: number) => Canvas;

export class Sprites {
  readonly #context: SKRSContext2D;
  readonly #size: number;
  readonly #most: number;

  /** @param size no sprite is wider or higher; `most` of them come at once */
  constructor(create: CreateCanvas, { size, most }: { readonly size: number; readonly most: number }) {
    this.#size = size;
    this.#most = most;
    this.#context = create(size * most, size).getContext('2d');
  }

  /** The later ones lie over the earlier ones. */
  layOver(pixels: Pixels, sprites: readonly Sprite[]): void {
    const [context, size, width] = [this.#context, this.#size, this.#size * this.#most];
    context.clearRect(0, 0, width, size);
    sprites.forEach((sprite, index) => {
      this.#paint(sprite, index * size);
    });
    const { data } = context.getImageData(0, 0, width, size);
    const drawn = { width, data: new Uint32Array(data.buffer, data.byteOffset, width * size) };
    sprites.forEach(({ box }, index) => {
      layOver(pixels, box, { from: drawn, left: index * size });
    });
  }

  #paint({ box, paint }: Sprite, left: number): void {
    const context = this.#context;
    context.save();
    context.beginPath();
    context.rect(left, 0, box.width, box.height);
    context.clip();
    context.translate(left - box.left, -box.top);
    paint(context);
    context.restore();
  }
}

function layOver({ width, data }: Pixels, box: Box, { from, left }: { readonly from: Pixels; readonly left: number }) {
  for (let y = 0; y < box.height; y++) {
    const row = (box.top + y) * width + box.left;
    const source = y * from.width + left;
    for (let x = 0; x < box.width; x++) {
      const over = from.data[source + x] ?? 0;
      const covers = over >>> 24;
      if (covers === 0) continue;
      data[row + x] = covers === 255 ? over : mixed(over, data[row + x] ?? 0, covers);
    }
  }
}

function mixed(over: number, under: number, covers: number): number {
  let result = 255;
  for (let shift = 16; shift >= 0; shift -= 8) {
    const [high, low] = [(over >>> shift) & 255, (under >>> shift) & 255];
    result = (result << 8) | Math.round((high * covers + low * (255 - covers)) / 255);
  }
  return result >>> 0;
}

/** What was there before something was laid over it. */
export function putBack(pixels: Pixels, ground: Pixels, { left, top, width, height }: Box): void {
  for (let y = top; y < top + height; y++) {
    const from = y * ground.width + left;
    pixels.data.set(ground.data.subarray(from, from + width), from);
  }
}

export function fill({ width, data }: Pixels, colour: string, box: Box): void {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const pixel = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  for (let y = box.top; y < box.top + box.height; y++) {
    data.fill(pixel, y * width + box.left, y * width + box.left + box.width);
  }
}
