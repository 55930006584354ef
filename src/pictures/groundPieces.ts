import type { ImageData } from '@napi-rs/canvas';
import type { GroundMap } from './groundMaps.ts';
import type { Frame, GroundPiece } from './scene.ts';
import type { Surfaces } from './surfaces.ts';

/** In each direction: the part in a frame is faint, and usually has fewer pixels. */
const MOST_PX = 256;
const SURFACE = { width: MOST_PX, height: MOST_PX } as const;
const WHITE = 0xffffff;

/** Cuts out the part of a track's image that is inside a frame. One piece at a time, because the surface is reused. */
export class GroundPieces {
  readonly #surfaces: Surfaces;
  #image: ImageData | undefined;

  constructor(surfaces: Surfaces) {
    this.#surfaces = surfaces;
  }

  /** Undefined if no part of it is. */
  within(frame: Frame, map: GroundMap): GroundPiece | undefined {
    const { box, pxPerM } = frame;
    const [left, top] = [(box.left - frame.toX(0)) / pxPerM - map.left, (box.top - frame.toY(0)) / pxPerM - map.top];
    const across = span(left / map.cellWidth, (left + box.width / pxPerM) / map.cellWidth, map.columns);
    const down = span(top / map.cellHeight, (top + box.height / pxPerM) / map.cellHeight, map.rows);
    const step = Math.ceil(Math.max(across.count, down.count) / MOST_PX);
    if (across.count <= 0 || down.count <= 0) return undefined;
    const pixels = { width: Math.ceil(across.count / step), height: Math.ceil(down.count / step) };
    const image = this.#surfaces.drawn(SURFACE, (context) => {
      this.#image ??= context.createImageData(MOST_PX, MOST_PX);
      const { data } = this.#image;
      const into = new Uint32Array(data.buffer, data.byteOffset, MOST_PX * MOST_PX);
      for (let y = 0; y < pixels.height; y++) {
        const row = (down.from + y * step) * map.columns + across.from;
        for (let x = 0; x < pixels.width; x++) {
          into[y * MOST_PX + x] = (((map.cells[row + x * step] ?? 0) << 24) | WHITE) >>> 0;
        }
      }
      context.putImageData(this.#image, 0, 0);
    });
    const metres = {
      left: map.left + across.from * map.cellWidth,
      top: map.top + down.from * map.cellHeight,
      width: pixels.width * step * map.cellWidth,
      height: pixels.height * step * map.cellHeight,
    };
    return { image, pixels, metres };
  }
}

/** The existing cells between two positions. */
function span(from: number, to: number, of: number): { readonly from: number; readonly count: number } {
  const first = Math.max(0, Math.floor(from));
  return { from: first, count: Math.min(of, Math.ceil(to)) - first };
}
