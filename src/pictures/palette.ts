/** The colours of an animation, in the order in which they first appear. Frames contain indices into this list. */
import { CLEAR } from './gif.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** Reduced colours: smoothed edges would need thousands. */
const STEP = 32;
const LEVELS = 256 / STEP + 1;
const MOST = 255;

export class Palette {
  readonly #colours: Colour[] = [];
  /** By red, green and blue in steps; 0 if not seen yet. */
  readonly #places = new Uint8Array(LEVELS ** 3);

  /** All colours, the transparent one first. */
  get colours(): readonly Colour[] {
    return [[0, 0, 0], ...this.#colours];
  }

  /** @param pixel in a canvas's memory layout: red in the lowest byte */
  placeOf(pixel: number): number {
    const red = ((pixel & 255) + STEP / 2) >> 5;
    const green = (((pixel >> 8) & 255) + STEP / 2) >> 5;
    const blue = (((pixel >> 16) & 255) + STEP / 2) >> 5;
    const key = (red * LEVELS + green) * LEVELS + blue;
    const place = this.#places[key] ?? CLEAR;
    return place === CLEAR ? this.#meet(key, [level(red), level(green), level(blue)]) : place;
  }

  #meet(key: number, colour: Colour): number {
    const place = this.#colours.length < MOST ? this.#colours.push(colour) : this.#nearest(colour) + 1;
    this.#places[key] = place;
    return place;
  }

  #nearest(colour: Colour): number {
    const distances = this.#colours.map((each) =>
      each.reduce((sum, value, at) => sum + (value - (colour[at] ?? 0)) ** 2, 0),
    );
    return distances.indexOf(Math.min(...distances));
  }
}

const level = (steps: number): number => Math.min(255, steps * STEP);
