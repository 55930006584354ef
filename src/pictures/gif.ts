/** Writes GIF animations frame by frame: one palette for all frames, and no frame is kept in memory. */
import { Bytes } from './gifBytes.ts';

/** The position of a frame in the picture, and how long it is shown. */
export interface GifFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Hundredths of a second. */
  readonly delay: number;
}

/** The transparent index of the palette: the previous frame stays visible. */
export const CLEAR = 0;
const COLOURS = 256;

const [CODE_BITS, MOST_CODES] = [8, 4096] as const;
const [RESTART, END] = [COLOURS, COLOURS + 1] as const;
/** Four times the possible codes, so that collisions are rare. */
const SLOT_BITS = 14;
const SLOTS = 1 << SLOT_BITS;
/** Knuth's multiplier, which spreads adjacent keys. */
const SPREAD = 0x9e3779b1;

export class Gif {
  readonly #size: { readonly width: number; readonly height: number };
  readonly #bytes = new Bytes();
  /** The code table: previous code plus next pixel as key, and the code for both. */
  readonly #keys = new Int32Array(SLOTS);
  readonly #codes = new Uint16Array(SLOTS);

  constructor(size: { readonly width: number; readonly height: number }) {
    this.#size = size;
  }

  /** Starts another animation. */
  begin(): void {
    this.#bytes.clear();
  }

  /** @param pixels row by row, as indices into the palette; may be reused after the call */
  add({ left, top, width, height, delay }: GifFrame, pixels: Uint8Array): void {
    const bytes = this.#bytes;
    // Graphic control extension: the frame stays in place, and one colour is transparent.
    bytes.put(0x21, 0xf9, 4, (1 << 2) | 1, delay & 255, delay >> 8, CLEAR, 0);
    bytes.put(0x2c);
    for (const value of [left, top, width, height]) bytes.put(value & 255, value >> 8);
    bytes.put(0, CODE_BITS);
    this.#compress(pixels, width * height);
  }

  /** @param colours red, green and blue by palette index; at most 256 */
  finish(colours: readonly (readonly [number, number, number])[]): Buffer {
    const { width, height } = this.#size;
    const list = new Uint8Array(3 * COLOURS);
    colours.forEach((colour, place) => {
      list.set(colour, 3 * place);
    });
    this.#bytes.put(0x3b);
    return Buffer.concat([
      Buffer.from('GIF89a', 'latin1'),
      Uint8Array.of(width & 255, width >> 8, height & 255, height >> 8, 0xf7, 0, 0),
      list,
      // Repeats endlessly.
      Uint8Array.of(0x21, 0xff, 11),
      Buffer.from('NETSCAPE2.0', 'latin1'),
      Uint8Array.of(3, 1, 0, 0, 0),
      this.#bytes.all(),
    ]);
  }

  /** Lempel-Ziv-Welch compression: known sequences become codes, which grow by a bit when they run out. */
  #compress(pixels: Uint8Array, count: number): void {
    const [keys, codes, bytes] = [this.#keys, this.#codes, this.#bytes];
    let [bits, next] = [CODE_BITS + 1, END + 1];
    keys.fill(-1);
    bytes.beginBlocks();
    bytes.code(RESTART, bits);
    let before = pixels[0] ?? CLEAR;
    for (let at = 1; at < count; at++) {
      const pixel = pixels[at] ?? CLEAR;
      const key = (before << 8) | pixel;
      let slot = Math.imul(key, SPREAD) >>> (32 - SLOT_BITS);
      while (keys[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1);
      if (keys[slot] === key) {
        before = codes[slot] ?? 0;
        continue;
      }
      bytes.code(before, bits);
      before = pixel;
      if (next < MOST_CODES) {
        if (next === 1 << bits) bits += 1;
        keys[slot] = key;
        codes[slot] = next++;
      } else {
        bytes.code(RESTART, bits);
        [bits, next] = [CODE_BITS + 1, END + 1];
        keys.fill(-1);
      }
    }
    bytes.code(before, bits);
    bytes.code(END, next === 1 << bits && bits < 12 ? bits + 1 : bits);
    bytes.endBlocks();
  }
}
