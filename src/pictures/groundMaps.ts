/** The game's own pictures of tracks, read from their files. */
import { readFileSync } from 'node:fs';
import type { Image } from '@napi-rs/canvas';
import type { PictureMap } from './contactPicture.ts';
import type { GroundMap } from './scene.ts';

/** A larger one would take more memory than the thread is to have. */
const MOST_PIXELS = 1_500_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** Keeps the last one: what an image takes is freed late, and pictures in a row are mostly of one track. */
export class GroundMaps {
  readonly #load: (bytes: Buffer) => Promise<Image>;
  #kept: { readonly path: string; readonly image: Image } | undefined;

  constructor(load: (bytes: Buffer) => Promise<Image>) {
    this.#load = load;
  }

  /** Undefined for one that is not there, too large, or no picture: it is drawn without. */
  async of(map: PictureMap | undefined): Promise<GroundMap | undefined> {
    if (!map || map.widthPx * map.heightPx > MOST_PIXELS) return undefined;
    const { path, offsetX, offsetZ, scale } = map;
    const image = this.#kept?.path === path ? this.#kept.image : await this.#imageAt(path);
    return image && { image, left: -offsetX, top: -offsetZ, width: map.widthPx * scale, height: map.heightPx * scale };
  }

  async #imageAt(path: string): Promise<Image | undefined> {
    // Without a source it takes nothing any more.
    if (this.#kept) this.#kept.image.src = '';
    this.#kept = undefined;
    try {
      const bytes = readFileSync(path);
      // What the file says of itself counts: width and height stand behind the first chunk's name.
      const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
      if (bytes.length > MOST_BYTES || width * height > MOST_PIXELS) return undefined;
      const image = await this.#load(bytes);
      this.#kept = { path, image };
      return image;
    } catch {
      return undefined;
    }
  }
}
