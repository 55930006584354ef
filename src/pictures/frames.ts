import { CLEAR, Gif } from './gif.ts';
import { Palette } from './palette.ts';
import type { Box } from './scene.ts';
import type { Pixels } from './surfaces.ts';

/** The first and last pixel, both inclusive. */
interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Writes the frames of an animation: of each only what has changed, as one rectangle. */
export class Frames {
  readonly #width: number;
  readonly #gif: Gif;
  #palette = new Palette();
  /** The previous frame, as indices into the palette. */
  readonly #drawn: Uint8Array;
  /** The changed pixels, at their own positions. */
  readonly #new: Uint8Array;

  constructor(size: { readonly width: number; readonly height: number }) {
    this.#width = size.width;
    this.#gif = new Gif(size);
    this.#drawn = new Uint8Array(size.width * size.height);
    this.#new = new Uint8Array(size.width * size.height);
  }

  /** Starts another animation. */
  begin(): void {
    this.#palette = new Palette();
    this.#drawn.fill(CLEAR);
    this.#gif.begin();
  }

  /**
   * @param boxes everything that may have changed since the last frame; whole pixels
   * @param delay hundredths of a second
   */
  add(pixels: Pixels, boxes: readonly Box[], delay: number): void {
    this.#new.fill(CLEAR);
    const bounds = { left: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY, right: -1, bottom: -1 };
    for (const box of merged(boxes)) this.#look(pixels, box, bounds);
    // A frame without changes is a single pixel and lasts as long as the others.
    const { left, top, right, bottom } = bounds.right < 0 ? { left: 0, top: 0, right: 0, bottom: 0 } : bounds;
    const [width, height] = [right - left + 1, bottom - top + 1];
    this.#gif.add({ left, top, width, height, delay }, this.#cut({ left, top, width, height }));
  }

  finish(): Buffer {
    return this.#gif.finish(this.#palette.colours);
  }

  #look({ data }: Pixels, { left, top, width, height }: Box, bounds: Bounds): void {
    const [drawn, changed, palette] = [this.#drawn, this.#new, this.#palette];
    // Most pixels have the colour of the one before.
    let [met, place] = [-1, CLEAR];
    for (let y = 0; y < height; y++) {
      const row = (top + y) * this.#width + left;
      let [first, last] = [width, -1];
      for (let x = 0; x < width; x++) {
        const pixel = data[row + x] ?? 0;
        if (pixel !== met) [met, place] = [pixel, palette.placeOf(pixel)];
        if (drawn[row + x] === place) continue;
        drawn[row + x] = place;
        changed[row + x] = place;
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

  /** Moves the rectangle's rows to the beginning of the buffer, one after the other. */
  #cut({ left, top, width, height }: Box): Uint8Array {
    for (let y = 0; y < height; y++) {
      const from = (top + y) * this.#width + left;
      this.#new.copyWithin(y * width, from, from + width);
    }
    return this.#new.subarray(0, width * height);
  }
}

/** Merges boxes that mostly overlap, so that no pixel is checked twice. */
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
