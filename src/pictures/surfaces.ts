import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';

export type CreateCanvas = (width: number, height: number) => Canvas;

export interface SurfaceSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Canvases, one of each size, that are drawn on again and again. What a canvas takes is freed late, and what frees it
 * does not know how much that is: made anew for each picture, sixty of them took more than 100 MiB. One that is resized
 * or reset is made anew, too.
 */
export class Surfaces {
  readonly #create: CreateCanvas;
  readonly #made = new Map<string, { readonly canvas: Canvas; readonly context: SKRSContext2D }>();

  constructor(create: CreateCanvas) {
    this.#create = create;
  }

  /** @param paint draws over all that the picture before has left */
  drawn(size: SurfaceSize, paint: (context: SKRSContext2D) => void): Canvas {
    const key = `${size.width}x${size.height}`;
    const surface = this.#made.get(key) ?? this.#make(size);
    // One on which something has failed is not used again: nobody knows in which state it was left.
    this.#made.delete(key);
    surface.context.save();
    paint(surface.context);
    surface.context.restore();
    this.#made.set(key, surface);
    return surface.canvas;
  }

  #make({ width, height }: SurfaceSize) {
    const canvas = this.#create(width, height);
    return { canvas, context: canvas.getContext('2d') };
  }
}

/** Pixels as a canvas has them in memory: red in the lowest byte, how far they cover in the highest. */
export interface Pixels {
  readonly width: number;
  readonly data: Uint32Array;
}

/** A copy. Where a pixel does not cover all that is below it, its colours are as much darker. */
export function pixelsOf(canvas: Canvas): Pixels {
  const { width, height } = canvas;
  // Other than what `getImageData` gives, this is counted as what it takes and freed in time.
  const data = canvas.data();
  return { width, data: new Uint32Array(data.buffer, data.byteOffset, width * height) };
}
