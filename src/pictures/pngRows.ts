/** Turns the unpacked bytes of a PNG into the brightness of its pixels. */

export interface PngKind {
  readonly width: number;
  readonly height: number;
  /** Bits per channel. */
  readonly depth: number;
  /** The PNG colour type: 0 grey, 2 RGB, 3 palette, 4 and 6 the first two with alpha. */
  readonly colours: number;
  /** Stored in seven passes, coarse ones first. */
  readonly isInterlaced: boolean;
  /** RGB of each palette colour, and the alpha of each; empty if there is none. */
  readonly palette: Uint8Array;
  readonly cover: Uint8Array;
}

/** Receives some pixels of one row, at `x`, `x + step` and so on: 0 if black or transparent, 255 if white. */
export type TakeRow = (
  place: { readonly x: number; readonly y: number; readonly step: number },
  brightness: Uint8Array,
) => void;

interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }];
const INTERLACED: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const [PALETTE, COVERING_GREY, COVERING_COLOURS, COLOURS] = [3, 4, 6, 2];

/** The weights of red, green and blue, out of 256. */
const SHARES = [77, 150, 29] as const;
const brightnessOf = (red: number, green: number, blue: number): number =>
  (red * SHARES[0] + green * SHARES[1] + blue * SHARES[2]) >> 8;

export class PngRows {
  readonly #kind: PngKind;
  readonly #take: TakeRow;
  readonly #passes: Pass[];
  readonly #channels: number;
  /** The current row, preceded by its filter number, and the previous row. */
  #row: Uint8Array;
  #before: Uint8Array;
  #filled = 0;
  #y = 0;
  readonly #brightness: Uint8Array;
  /** The brightness of a single-channel pixel, by its value. */
  readonly #shades: Uint8Array;

  constructor(kind: PngKind, take: TakeRow) {
    const { width, height, depth, colours, isInterlaced } = kind;
    const channels = CHANNELS[colours];
    const isWhole = [1, 2, 4, 8, 16].includes(depth) && width > 0 && height > 0;
    if (channels === undefined || !isWhole || (depth < 8 && channels > 1)) throw new Error('there is no such PNG');
    this.#kind = kind;
    this.#take = take;
    this.#channels = channels;
    this.#passes = (isInterlaced ? INTERLACED : WHOLE).filter(({ x, y }) => x < width && y < height);
    const longest = 1 + Math.ceil((width * channels * depth) / 8);
    [this.#row, this.#before] = [new Uint8Array(longest), new Uint8Array(longest)];
    this.#brightness = new Uint8Array(width);
    this.#shades = shadesOf(kind);
  }

  /** Whether all rows are complete. */
  get isWhole(): boolean {
    return this.#passes.length === 0;
  }

  /** @returns whether all rows are complete */
  push(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length && this.#passes[0]; ) {
      const length = 1 + this.#bytesIn(this.#pixelsIn(this.#passes[0]));
      const taken = Math.min(length - this.#filled, bytes.length - at);
      this.#row.set(bytes.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      if (this.#filled === length) this.#endRow(this.#passes[0], length);
    }
    return this.isWhole;
  }

  #pixelsIn({ x, stepX }: Pass): number {
    return Math.ceil((this.#kind.width - x) / stepX);
  }

  #bytesIn(pixels: number): number {
    return Math.ceil((pixels * this.#channels * this.#kind.depth) / 8);
  }

  #endRow(pass: Pass, length: number): void {
    unfilter(this.#row, this.#before, length, Math.max(1, (this.#channels * this.#kind.depth) >> 3));
    const brightness = this.#brightness.subarray(0, this.#pixelsIn(pass));
    this.#lighten(brightness);
    this.#take({ x: pass.x, y: pass.y + this.#y * pass.stepY, step: pass.stepX }, brightness);
    [this.#row, this.#before] = [this.#before, this.#row];
    this.#filled = 0;
    this.#y += 1;
    if (pass.y + this.#y * pass.stepY < this.#kind.height) return;
    this.#passes.shift();
    this.#y = 0;
    this.#before.fill(0);
  }

  #lighten(into: Uint8Array): void {
    const { depth, colours } = this.#kind;
    const row = this.#row;
    // Of two bytes the first is the more significant one.
    const bytes = depth === 16 ? 2 : 1;
    const step = bytes * this.#channels;
    if (this.#channels === 1 && depth < 8) {
      const mask = (1 << depth) - 1;
      for (let x = 0; x < into.length; x++) {
        const bit = x * depth;
        const value = ((row[1 + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & mask;
        into[x] = this.#shades[value] ?? 0;
      }
      return;
    }
    for (let x = 0, at = 1; x < into.length; x++, at += step) {
      const first = row[at] ?? 0;
      const light =
        colours === COLOURS || colours === COVERING_COLOURS
          ? brightnessOf(first, row[at + bytes] ?? 0, row[at + 2 * bytes] ?? 0)
          : (this.#shades[first] ?? 0);
      const cover = colours === COVERING_COLOURS || colours === COVERING_GREY ? (row[at + step - bytes] ?? 0) : 255;
      into[x] = cover === 255 ? light : (light * cover) >> 8;
    }
  }
}

function shadesOf({ depth, colours, palette, cover }: PngKind): Uint8Array {
  const most = (1 << Math.min(8, depth)) - 1;
  return Uint8Array.from({ length: 256 }, (_, value) => {
    if (colours !== PALETTE) return Math.min(255, (value * 255) / most);
    const [red = 0, green = 0, blue = 0] = palette.subarray(3 * value, 3 * value + 3);
    return (brightnessOf(red, green, blue) * (cover[value] ?? 255)) / 255;
  });
}

/** Undoes a row's filter: each byte is stored as the difference to its neighbours on the left, above, or both. */
function unfilter(row: Uint8Array, above: Uint8Array, length: number, pixel: number): void {
  const filter = row[0];
  if (filter === 0) return;
  for (let at = 1; at < length; at++) {
    const left = at > pixel ? (row[at - pixel] ?? 0) : 0;
    const up = above[at] ?? 0;
    const by =
      filter === 1
        ? left
        : filter === 2
          ? up
          : filter === 3
            ? (left + up) >> 1
            : paeth(left, up, at > pixel ? (above[at - pixel] ?? 0) : 0);
    row[at] = (row[at] ?? 0) + by;
  }
}

/** The neighbour closest to the value predicted from all three. */
function paeth(left: number, up: number, corner: number): number {
  const likely = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(likely - left), Math.abs(likely - up), Math.abs(likely - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
