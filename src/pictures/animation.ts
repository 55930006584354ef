/** The animation: both cars through the seconds around the contact. Each frame holds only what has changed. */
import type { Canvas, GifEncoder, SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS } from './colours.ts';
import { Frames } from './frames.ts';
import { carSize, colourOf, paintCar, paintStar, paintTrack, write } from './paint.ts';
import type { Box, Scene, ShownCar } from './scene.ts';

export const ANIMATION = { width: 640, height: 480 } as const;
const TITLE_PX = 48;

export const ANIMATION_MAP: Box = {
  left: 0,
  top: TITLE_PX,
  width: ANIMATION.width,
  height: ANIMATION.height - TITLE_PX,
};

const FRAMES_A_SECOND = 8;
/** The end stands a while before it begins anew. */
const LAST_MS = 1500;

/** What of the package is used, so that it can be loaded late. */
export interface GifMaker {
  readonly canvas: Canvas;
  /** What the cars drive over, with what they have left behind on it. */
  readonly ground: Canvas;
  readonly encoder: GifEncoder;
}

export function paintAnimation({ canvas, ground, encoder }: GifMaker, scene: Scene): void {
  const [context, under] = [canvas.getContext('2d'), ground.getContext('2d')];
  paintGround(under, scene);
  const frames = new Frames(context, encoder);
  const count = Math.round((scene.to - scene.from) * FRAMES_A_SECOND);
  let before: readonly Box[] = [];
  for (let index = 0; index <= count; index++) {
    const t = scene.from + index / FRAMES_A_SECOND;
    const now = reachOf(scene, t);
    const boxes = index === 0 ? [WHOLE] : [...before, ...now];
    for (const { left, top, width, height } of boxes) {
      context.drawImage(ground, left, top, width, height, left, top, width, height);
    }
    paintMoment(context, scene, t);
    frames.add(boxes, index === count ? LAST_MS : 1000 / FRAMES_A_SECOND);
    leaveBehind(under, scene, { t, size: index % (FRAMES_A_SECOND / 2) === 0 ? 8 : 4 });
    before = now;
  }
}

const WHOLE: Box = { left: 0, top: 0, width: ANIMATION.width, height: ANIMATION.height };

function paintGround(context: SKRSContext2D, scene: Scene): void {
  paintTrack(context, scene);
  context.fillStyle = COLOURS.shade;
  context.fillRect(0, 0, ANIMATION.width, TITLE_PX);
  write(context, scene.title, { x: 16, y: 34, size: 28 });
}

/** The parts of the picture in which something is at a time: each car with its letter and what it leaves, the star. */
function reachOf({ frame, a, b, others, contact }: Scene, t: number): readonly Box[] {
  const reach = carSize(frame).length / 2 + 20;
  const cars = [a, b, ...others].flatMap(({ trace }) => trace.at(t) ?? []);
  return [
    ...cars.map(({ x, z }) => boxAround(frame.toX(x), frame.toY(z), reach)),
    ...(t >= 0 ? [boxAround(frame.toX(contact.x), frame.toY(contact.z), 18)] : []),
  ].flatMap((box) => box ?? []);
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
  context: SKRSContext2D,
  { frame, a, b }: Scene,
  { t, size }: { readonly t: number; readonly size: number },
): void {
  for (const car of [a, b]) {
    const pose = car.trace.at(t);
    if (!pose) continue;
    context.fillStyle = colourOf(car);
    context.fillRect(Math.round(frame.toX(pose.x) - size / 2), Math.round(frame.toY(pose.z) - size / 2), size, size);
  }
}

function paintMoment(context: SKRSContext2D, scene: Scene, t: number): void {
  context.save();
  context.beginPath();
  context.rect(0, TITLE_PX, ANIMATION.width, ANIMATION.height - TITLE_PX);
  context.clip();
  if (t >= 0) paintStar(context, scene.frame, scene.contact);
  for (const car of [...scene.others, scene.b, scene.a]) paintCarAt(context, scene, car, t);
  context.restore();
}

function paintCarAt(context: SKRSContext2D, { frame }: Scene, car: ShownCar, t: number): void {
  const pose = car.trace.at(t);
  if (!pose) return;
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
