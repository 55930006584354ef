/** The animation: both cars during the seconds around the contact. Each frame only contains what has changed. */
import { COLOURS } from './colours.ts';
import { Frames } from './frames.ts';
import { carSize, colourOf, paintTrack, write } from './paint.ts';
import type { Box, Scene, ShownCar } from './scene.ts';
import { drawStamps, putBack, putCar, putDot, putStamp, type Stamps } from './sprites.ts';
import { STILL } from './still.ts';
import { type Pixels, pixelsOf, type Surfaces } from './surfaces.ts';
import type { Pose } from './trace.ts';

const ANIMATION = { width: 640, height: 480 } as const;
const TITLE_PX = 48;

export const ANIMATION_MAP: Box = {
  left: 0,
  top: TITLE_PX,
  width: ANIMATION.width,
  height: ANIMATION.height - TITLE_PX,
};

const FRAMES_A_SECOND = 8;
/** Hundredths of a second: the last frame stays for a while before the animation starts again. */
const LAST = 150;

/**
 * Its buffers are allocated once. Arrays that live as long as one animation survive the frequent young-generation
 * collections, and no full collection may happen for half a minute.
 */
export class Animator {
  readonly #surfaces: Surfaces;
  readonly #stamps: Stamps;
  readonly #frames = new Frames(ANIMATION);
  /** The background, with the trails that the cars leave on it. */
  readonly #ground = blank();
  /** The current frame. */
  readonly #pixels = blank();

  constructor(surfaces: Surfaces) {
    this.#surfaces = surfaces;
    this.#stamps = drawStamps(surfaces);
  }

  paint(scene: Scene): Buffer {
    const [frames, ground, pixels] = [this.#frames, this.#ground, this.#pixels];
    ground.data.set(groundOf(this.#surfaces, scene).data.subarray(0, ground.data.length));
    pixels.data.set(ground.data);
    frames.begin();
    const count = Math.round((scene.to - scene.from) * FRAMES_A_SECOND);
    let before: readonly Box[] = [];
    for (let index = 0; index <= count; index++) {
      const t = scene.from + index / FRAMES_A_SECOND;
      for (const box of before) putBack(pixels, ground, box);
      const now = putMoving(pixels, this.#stamps, scene, t);
      frames.add(pixels, index === 0 ? [WHOLE] : [...before, ...now], index === count ? LAST : delayAfter(index));
      leaveBehind(ground, scene, { t, size: index % (FRAMES_A_SECOND / 2) === 0 ? 8 : 4 });
      before = now;
    }
    return frames.finish();
  }
}

const blank = (): Pixels => ({
  width: ANIMATION.width,
  data: new Uint32Array(ANIMATION.width * ANIMATION.height),
});

/** Whole hundredths of a second. Rounding errors are evened out by the following frames. */
function delayAfter(index: number): number {
  const until = (frame: number): number => Math.round((100 * frame) / FRAMES_A_SECOND);
  return until(index + 1) - until(index);
}

const WHOLE: Box = { left: 0, top: 0, width: ANIMATION.width, height: ANIMATION.height };

/** Drawn on the surface of the still pictures, which has the same width and is higher. */
function groundOf(surfaces: Surfaces, scene: Scene): Pixels {
  return pixelsOf(
    surfaces.drawn(STILL, (context) => {
      paintTrack(context, scene);
      context.fillStyle = COLOURS.shade;
      context.fillRect(0, 0, ANIMATION.width, TITLE_PX);
      write(context, scene.title, { x: 16, y: 34, size: 28 });
    }),
  );
}

/** The star, and above it each car with its letter. @returns where they are */
function putMoving(pixels: Pixels, stamps: Stamps, scene: Scene, t: number): readonly Box[] {
  const { frame, a, b, others, contact } = scene;
  const at = { x: frame.toX(contact.x), y: frame.toY(contact.z) };
  const star = t < 0 ? undefined : putStamp(pixels, stamps.star, at, ANIMATION_MAP);
  const cars = [...others, b, a].flatMap((car) => {
    const pose = car.trace.at(t);
    return pose ? [carAt(pixels, scene, car, pose), letterAt(pixels, stamps, scene, car, pose)] : [];
  });
  return [star, ...cars].filter((box) => box !== undefined);
}

function carAt(pixels: Pixels, { frame }: Scene, car: ShownCar, { x, z, hx, hz }: Pose): Box | undefined {
  const { length, width } = carSize(frame);
  const shape = { x: frame.toX(x), y: frame.toY(z), hx, hy: hz, length, width, colour: colourOf(car) };
  return putCar(pixels, shape, ANIMATION_MAP);
}

function letterAt(pixels: Pixels, stamps: Stamps, { frame }: Scene, car: ShownCar, pose: Pose): Box | undefined {
  if (car.letter !== 'A' && car.letter !== 'B') return undefined;
  const away = (car.letter === 'A' ? 1 : -1) * (carSize(frame).width / 2 + 13);
  const place = { x: frame.toX(pose.x) + pose.hz * away, y: frame.toY(pose.z) - pose.hx * away };
  return putStamp(pixels, stamps[car.letter], place, ANIMATION_MAP);
}

/** A small square every eighth of a second, a larger one every half second. */
function leaveBehind(
  ground: Pixels,
  { frame, a, b }: Scene,
  { t, size }: { readonly t: number; readonly size: number },
): void {
  for (const car of [a, b]) {
    const pose = car.trace.at(t);
    const place = pose && { x: frame.toX(pose.x), y: frame.toY(pose.z) };
    if (place) putDot(ground, colourOf(car), place, size, ANIMATION_MAP);
  }
}
