/** The animation: both cars through the seconds around the contact. Each frame holds only what has changed. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS } from './colours.ts';
import { Frames } from './frames.ts';
import { carSize, colourOf, paintCar, paintStar, paintTrack, write } from './paint.ts';
import type { Box, Scene, ShownCar } from './scene.ts';
import { type CreateCanvas, fill, type Pixels, putBack, type Sprite, Sprites } from './sprites.ts';
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
/** Hundredths of a second: the end stands a while before it begins anew. */
const LAST = 150;

export function paintAnimation(create: CreateCanvas, scene: Scene): Buffer {
  // What the cars drive over, with what they leave behind on it; and what of it is to be seen.
  const ground = groundOf(create, scene);
  const pixels = { width: ground.width, data: ground.data.slice() };
  const sprites = new Sprites(create, { size: 2 * Math.ceil(reachOf(scene)) + 2, most: scene.others.length + 3 });
  const frames = new Frames(ANIMATION);
  const count = Math.round((scene.to - scene.from) * FRAMES_A_SECOND);
  let before: readonly Box[] = [];
  for (let index = 0; index <= count; index++) {
    const t = scene.from + index / FRAMES_A_SECOND;
    const moving = spritesAt(scene, t);
    const now = moving.map(({ box }) => box);
    for (const box of before) putBack(pixels, ground, box);
    sprites.layOver(pixels, moving);
    frames.add(pixels, index === 0 ? [WHOLE] : [...before, ...now], index === count ? LAST : delayAfter(index));
    leaveBehind(ground, scene, { t, size: index % (FRAMES_A_SECOND / 2) === 0 ? 8 : 4 });
    before = now;
  }
  return frames.finish();
}

/** Hundredths of a second, whole ones: what one frame stands too short the next stands longer. */
function delayAfter(index: number): number {
  const until = (frame: number): number => Math.round((100 * frame) / FRAMES_A_SECOND);
  return until(index + 1) - until(index);
}

const WHOLE: Box = { left: 0, top: 0, width: ANIMATION.width, height: ANIMATION.height };

function groundOf(create: CreateCanvas, scene: Scene): Pixels {
  const { width, height } = ANIMATION;
  const context = create(width, height).getContext('2d');
  paintTrack(context, scene);
  context.fillStyle = COLOURS.shade;
  context.fillRect(0, 0, width, TITLE_PX);
  write(context, scene.title, { x: 16, y: 34, size: 28 });
  const { data } = context.getImageData(0, 0, width, height);
  return { width, data: new Uint32Array(data.buffer, data.byteOffset, width * height) };
}

/** Around the middle of a car: its letter is beside it. */
const reachOf = ({ frame }: Pick<Scene, 'frame'>): number => carSize(frame).length / 2 + 20;
const STAR_REACH = 18;

/** The star, and over it each car with its letter. */
function spritesAt(scene: Scene, t: number): readonly Sprite[] {
  const { frame, a, b, others, contact } = scene;
  const sprite = ({ x, z }: { readonly x: number; readonly z: number }, reach: number, paint: Sprite['paint']) => {
    const box = boxAround(frame.toX(x), frame.toY(z), reach);
    return box ? [{ box, paint }] : [];
  };
  const cars = [...others, b, a].flatMap((car) => {
    const pose = car.trace.at(t);
    return pose ? sprite(pose, reachOf(scene), (context) => paintCarAt(context, scene, car, pose)) : [];
  });
  return t < 0 ? cars : [...sprite(contact, STAR_REACH, (context) => paintStar(context, frame, contact)), ...cars];
}

/** Whole pixels within the map; undefined where nothing of it is there. */
function boxAround(x: number, y: number, reach: number): Box | undefined {
  const left = Math.max(0, Math.floor(x - reach));
  const top = Math.max(TITLE_PX, Math.floor(y - reach));
  const width = Math.min(ANIMATION.width, Math.ceil(x + reach)) - left;
  const height = Math.min(ANIMATION.height, Math.ceil(y + reach)) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : undefined;
}

/** A small square every eighth of a second, a larger one each half. */
function leaveBehind(
  ground: Pixels,
  { frame, a, b }: Scene,
  { t, size }: { readonly t: number; readonly size: number },
): void {
  for (const car of [a, b]) {
    const pose = car.trace.at(t);
    const box = pose && boxAround(Math.round(frame.toX(pose.x)), Math.round(frame.toY(pose.z)), size / 2);
    if (box) fill(ground, colourOf(car), box);
  }
}

function paintCarAt(context: SKRSContext2D, { frame }: Scene, car: ShownCar, pose: Pose): void {
  paintCar(context, frame, car, pose);
  if (car.letter === '') return;
  const { width } = carSize(frame);
  const side = car.letter === 'A' ? 1 : -1;
  const away = width / 2 + 13;
  write(context, car.letter, {
    x: frame.toX(pose.x) + side * pose.hz * away,
    y: frame.toY(pose.z) - side * pose.hx * away + 7,
    size: 20,
    align: 'center',
  });
}
