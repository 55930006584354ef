import type { GifEncoder, SKRSContext2D } from '@napi-rs/canvas';
import type { Box } from './scene.ts';

/** Few colours: each frame carries its own list of them. */
const STEP = 32;
const SNAPPED = Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.round(value / STEP) * STEP));

/** What is not drawn over: the frame before shows through. */
const CLEAR = 0;

/** From the first to the last pixel, both included. */
interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The frames of an animation: of each only what is new in it, in one rectangle. */
export class Frames {
  readonly #context: SKRSContext2D;
  readonly #encoder: GifEncoder;
  readonly #width: number;
  /** What was on the canvas, pixel by pixel. */
  readonly #drawn: Uint32Array;
  /** What is new, where it belongs. */
  readonly #new: Uint32Array;

  constructor(context: SKRSContext2D, encoder: GifEncoder) {
    this.#context = context;
    this.#encoder = encoder;
    this.#width = encoder.width;
    this.#drawn = new Uint32Array(encoder.width * encoder.height);
    this.#new = new Uint32Array(encoder.width * encoder.height);
  }

  /** @param boxes all that may have changed since the last frame; whole pixels */
  add(boxes: readonly Box[], delay: number): void {
    this.#new.fill(CLEAR);
    const bounds = { left: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY, right: -1, bottom: -1 };
    for (const box of merged(boxes)) this.#look(box, bounds);
    // A frame in which nothing has changed is one pixel, and lasts as long as the others.
    const { left, top, right, bottom } = bounds.right < 0 ? { left: 0, top: 0, right: 0, bottom: 0 } : bounds;
    const [width, height] = [right - left + 1, bottom - top + 1];
    const bytes = this.#cut({ left, top, width, height });
    this.#encoder.addFrame(bytes, width, height, { delay, left, top, disposal: 0 });
  }

  #look({ left, top, width, height }: Box, bounds: Bounds): void {
    const { data } = this.#context.getImageData(left, top, width, height);
    const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
    const [drawn, changed] = [this.#drawn, this.#new];
    for (let y = 0; y < height; y++) {
      const row = (top + y) * this.#width + left;
      let [first, last] = [width, -1];
      for (let x = 0; x < width; x++) {
        const pixel = pixels[y * width + x] ?? CLEAR;
        if (drawn[row + x] === pixel) continue;
        drawn[row + x] = pixel;
        changed[row + x] = snap(pixel);
        if (x < first) first = x;
        last = x;
      }
      if (last < 0) continue;
      bounds.left = Math.min(bounds.left, left + first);
      bounds.right = Math.max(bounds.right, left + last);
      bounds.top = Math.min(bounds.top, top + y);
      bounds.bottom = Math.max(bounds.bottom, top + y);
    }
  }

  /** Row behind row, at the beginning of the same room: the encoder takes a copy. */
  #cut({ left, top, width, height }: Box): Uint8Array {
    for (let y = 0; y < height; y++) {
      const from = (top + y) * this.#width + left;
      this.#new.copyWithin(y * width, from, from + width);
    }
    return new Uint8Array(this.#new.buffer, 0, 4 * width * height);
  }
}

const snap = (pixel: number): number =>
  (((SNAPPED[pixel >>> 24] ?? 0) << 24) |
    ((SNAPPED[(pixel >>> 16) & 255] ?? 0) << 16) |
    ((SNAPPED[(pixel >>> 8) & 255] ?? 0) << 8) |
    (SNAPPED[pixel & 255] ?? 0)) >>>
  0;

/** Boxes that mostly lie over each other are one: each costs a look at the canvas. */
function merged(boxes: readonly Box[]): readonly Box[] {
  const result: Box[] = [];
  for (const box of boxes) {
    const at = result.findIndex((each) => areaOf(union(each, box)) < 1.2 * (areaOf(each) + areaOf(box)));
    const other = result[at];
    if (other) result[at] = union(other, box);
    else result.push(box);
  }
  return result;
}

const areaOf = ({ width, height }: Box): number => width * height;

function union(one: Box, other: Box): Box {
  const [left, top] = [Math.min(one.left, other.left), Math.min(one.top, other.top)];
  return {
    left,
    top,
    width: Math.max(one.left + one.width, other.left + other.width) - left,
    height: Math.max(one.top + one.height, other.top + other.height) - top,
  };
}
