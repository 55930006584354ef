import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';

export type CreateCanvas = (width: number, height: number) => Canvas;

export interface SurfaceSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Reusable canvases, one per size. A canvas's memory is freed late, because the garbage collector does not know its
 * size: with a new canvas for each picture, sixty pictures took more than 100 MiB. Resizing or resetting a canvas
 * allocates it again, too.
 */
export class Surfaces {
  readonly #create: CreateCanvas;
  readonly #made = new Map<string, { readonly canvas: Canvas; readonly context: SKRSContext2D }>();

  constructor(create: CreateCanvas) {
    this.#create = create;
  }

  /** @param paint must draw over everything left by the picture before */
  drawn(size: SurfaceSize, paint: (context: SKRSContext2D) => void): Canvas {
    const key = `${size.width}x${size.height}`;
    const surface = this.#made.get(key) ?? this.#make(size);
    // After an error the surface is not used again, because its state is unknown.
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

/** Pixels in a canvas's memory layout: red in the lowest byte, alpha in the highest. */
export interface Pixels {
  readonly width: number;
  readonly data: Uint32Array;
}

/** A copy. Colours are premultiplied with alpha. */
export function pixelsOf(canvas: Canvas): Pixels {
  const { width, height } = canvas;
  // Unlike the result of `getImageData`, this memory is reported with its real size, so it is freed in time.
  const data = canvas.data();
  return { width, data: new Uint32Array(data.buffer, data.byteOffset, width * height) };
}
