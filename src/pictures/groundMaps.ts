/** The game's own pictures of tracks: where they are white, read from their files. */
import type { PictureMap } from './contactPicture.ts';
import { type PngSize, readPng } from './png.ts';
import type { TakeRow } from './pngRows.ts';

/** So much is kept of one, a byte each; a larger one is made coarser. */
const MOST_CELLS = 600_000;
/** A larger one would take half a second. */
const MOST_PIXELS = 6_000_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** How bright the ground is in squares, 0 to 255: row by row, and which metres of the game's map the first of them begins at. */
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
  /** Pixels that are one cell, along either side. */
  readonly each: number;
}

/** Keeps the last one: pictures in a row are mostly of one track. */
export class GroundMaps {
  #kept: { readonly path: string; readonly mask: Mask } | undefined;

  /** Undefined for one that is not there, too large, or no picture: it is drawn without. */
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

/** The mean of the pixels in each cell. */
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
