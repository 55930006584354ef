/** From what a picture shows to its bytes. The package that draws is loaded when it is first needed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bytesInside, isExecutable } from '../kit/executable.ts';
import { ANIMATION_MAP, paintAnimation } from './animation.ts';
import type { ContactPicture, PictureForm, PictureMap } from './contactPicture.ts';
import { FONT } from './paint.ts';
import { type GroundMap, sceneOf } from './scene.ts';
import { paintStill, STILL, STILL_MAP } from './still.ts';

type Package = typeof import('@napi-rs/canvas');

/** Inter, under the SIL Open Font License; without a font text is drawn as nothing, and nothing says so. */
const FONT_FILE = '@fontsource/inter/files/inter-latin-700-normal.woff2';

/** @throws where a package is missing, or text cannot be drawn */
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

/** Undefined where there is nothing to see. */
export function drawPicture(
  canvas: Package,
  form: PictureForm,
  picture: ContactPicture,
  map?: GroundMap,
): Buffer | undefined {
  return form === 'still' ? drawStill(canvas, picture, map) : drawAnimation(canvas, picture);
}

/** A larger one would take more memory than the thread is to have. */
const MOST_PIXELS = 4_000_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** Undefined for one that is not there, too large, or no picture: it is drawn without. */
export async function loadMap(canvas: Package, map: PictureMap | undefined): Promise<GroundMap | undefined> {
  if (!map || map.widthPx * map.heightPx > MOST_PIXELS) return undefined;
  const { path, offsetX, offsetZ, scale } = map;
  try {
    const bytes = readFileSync(path);
    // What the file says of itself counts: width and height stand behind the first chunk's name.
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    if (bytes.length > MOST_BYTES || width * height > MOST_PIXELS) return undefined;
    const image = await canvas.loadImage(bytes);
    return { image, left: -offsetX, top: -offsetZ, width: map.widthPx * scale, height: map.heightPx * scale };
  } catch {
    return undefined;
  }
}

function drawStill(canvas: Package, picture: ContactPicture, map: GroundMap | undefined): Buffer | undefined {
  const scene = sceneOf(picture, STILL_MAP, map);
  if (!scene) return undefined;
  const drawn = canvas.createCanvas(STILL.width, STILL.height);
  paintStill(drawn.getContext('2d'), scene);
  return drawn.toBuffer('image/png');
}

function drawAnimation(canvas: Package, picture: ContactPicture): Buffer | undefined {
  const scene = sceneOf(picture, ANIMATION_MAP);
  return scene && paintAnimation((width, height) => canvas.createCanvas(width, height), scene);
}
