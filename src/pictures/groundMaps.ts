/** The game's own images of tracks, read from their files: where they are white. */
import type { PictureMap } from './contactPicture.ts';
import { type PngSize, readPng } from './png.ts';
import type { TakeRow } from './pngRows.ts';

/** At most this many cells of an image are kept, one byte each. A larger image gets a coarser grid. */
const MOST_CELLS = 600_000;
/** A larger one would take half a second. */
const MOST_PIXELS = 6_000_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** The brightness of the ground, 0 to 255, in cells, row by row. The first is at `left`, `top` of the game's map. */
export interface GroundMap {
  readonly cells: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  readonly left: number;
  readonly top: number;
  /** Metres. */
  readonly cellWidth: number;
  readonly cellHeight: number;
}

interface Mask extends PngSize {
  readonly cells: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  /** Pixels per cell, in each direction. */
  readonly each: number;
}

/** Keeps the last one: successive pictures are mostly of the same track. */
export class GroundMaps {
  #kept: { readonly path: string; readonly mask: Mask } | undefined;

  /** Undefined if the file is missing, too large or not a picture: the map is then left out. */
  async of(map: PictureMap | undefined): Promise<GroundMap | undefined> {
    if (!map) return undefined;
    const mask = this.#kept?.path === map.path ? this.#kept.mask : await this.#read(map.path);
    if (!mask) return undefined;
    const { cells, columns, rows, each, width, height } = mask;
    return {
      cells,
      columns,
      rows,
      left: -map.offsetX,
      top: -map.offsetZ,
      cellWidth: (each * map.widthPx * map.scale) / width,
      cellHeight: (each * map.heightPx * map.scale) / height,
    };
  }

  async #read(path: string): Promise<Mask | undefined> {
    this.#kept = undefined;
    try {
      const mask = await maskAt(path);
      if (mask) this.#kept = { path, mask };
      return mask;
    } catch {
      return undefined;
    }
  }
}

async function maskAt(path: string): Promise<Mask | undefined> {
  let mask: Mask | undefined;
  await readPng(path, MOST_BYTES, ({ width, height }) => {
    if (width * height > MOST_PIXELS) return undefined;
    const each = Math.max(1, Math.ceil(Math.sqrt((width * height) / MOST_CELLS)));
    const [columns, rows] = [Math.ceil(width / each), Math.ceil(height / each)];
    mask = { cells: new Uint8Array(columns * rows), columns, rows, each, width, height };
    return takeInto(mask);
  });
  return mask;
}

/** The mean brightness of the pixels in each cell. */
function takeInto({ cells, columns, each }: Mask): TakeRow {
  const share = each * each;
  return ({ x, y, step }, brightness) => {
    const row = Math.floor(y / each) * columns;
    if (each === 1 && step === 1) return cells.set(brightness, row);
    for (let index = 0, at = x; index < brightness.length; index++, at += step) {
      const cell = row + Math.floor(at / each);
      cells[cell] = (cells[cell] ?? 0) + Math.floor((brightness[index] ?? 0) / share);
    }
  };
}
