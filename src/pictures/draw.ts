/** Draws a picture from its data. The drawing package is loaded when it is first needed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bytesInside, isExecutable } from '../kit/executable.ts';
import { ANIMATION_MAP, Animator } from './animation.ts';
import type { ContactPicture, PictureForm } from './contactPicture.ts';
import type { GroundMap } from './groundMaps.ts';
import { GroundPieces } from './groundPieces.ts';
import { FONT } from './paint.ts';
import { sceneOf } from './scene.ts';
import { paintStill, STILL, STILL_MAP } from './still.ts';
import type { Surfaces } from './surfaces.ts';

type Package = typeof import('@napi-rs/canvas');

/** Inter, under the SIL Open Font License. Without a font, text would silently be left out. */
const FONT_FILE = '@fontsource/inter/files/inter-latin-700-normal.woff2';

/** @throws if a package is missing, or text cannot be drawn */
export async function loadCanvas(): Promise<Package> {
  const canvas = await import('@napi-rs/canvas');
  canvas.GlobalFonts.register(fontBytes(), FONT);
  const context = canvas.createCanvas(8, 8).getContext('2d');
  context.font = `20px ${FONT}`;
  if (!(context.measureText('T4').width > 0)) throw new Error('text has no width: the font cannot be used');
  return canvas;
}

const fontBytes = (): Buffer =>
  isExecutable() ? bytesInside('font.woff2') : readFileSync(createRequire(import.meta.url).resolve(FONT_FILE));

/** Draws one picture after the other, reusing surfaces and sprites. */
export class Painter {
  readonly #surfaces: Surfaces;
  readonly #animator: Animator;
  readonly #grounds: GroundPieces;

  constructor(surfaces: Surfaces) {
    this.#surfaces = surfaces;
    this.#grounds = new GroundPieces(surfaces);
    this.#animator = new Animator(surfaces);
  }

  /** Undefined if there is nothing to see. */
  draw(form: PictureForm, picture: ContactPicture, map?: GroundMap): Buffer | undefined {
    if (form === 'animation') {
      const scene = sceneOf(picture, ANIMATION_MAP);
      return scene && this.#animator.paint(scene);
    }
    const scene = sceneOf(picture, STILL_MAP);
    if (!scene) return undefined;
    const ground = map && this.#grounds.within(scene.frame, map);
    return this.#surfaces.drawn(STILL, (context) => paintStill(context, { ...scene, ground })).toBuffer('image/png');
  }
}
