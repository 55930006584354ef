/** The still picture: the section of track, both paths, the contact, and both speeds over time. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS } from './colours.ts';
import { paintInset } from './inset.ts';
import { clipTo, paintCar, paintStar, paintTicks, paintTrack, paintWay, write } from './paint.ts';
import type { Box, Scene, ShownCar } from './scene.ts';
import { paintStrip } from './strip.ts';
import { paintTag, tagPlaces } from './tags.ts';

export const STILL = { width: 640, height: 660 } as const;
const TITLE_PX = 48;
const STRIP_PX = 190;

export const STILL_MAP: Box = {
  left: 0,
  top: TITLE_PX,
  width: STILL.width,
  height: STILL.height - TITLE_PX - STRIP_PX,
};

export function paintStill(context: SKRSContext2D, scene: Scene): void {
  context.fillStyle = COLOURS.ground;
  context.fillRect(0, 0, STILL.width, STILL.height);
  paintTrack(context, scene);
  context.save();
  clipTo(context, scene.frame.box);
  const { frame, a, b, others } = scene;
  const past = { from: scene.from, to: 0 };
  const after = { from: 0, to: scene.to };
  for (const other of others) paintWay(context, frame, other, past);
  for (const car of [a, b]) {
    context.globalAlpha = 0.55;
    paintWay(context, frame, car, after);
    context.globalAlpha = 1;
    paintWay(context, frame, car, past);
  }
  for (const car of [a, b]) paintTicks(context, frame, car, { from: scene.from, to: scene.to });
  for (const car of [...others, a, b]) paintCarAt(context, scene, car);
  paintStar(context, frame, scene.contact);
  const [tagA, tagB] = tagPlaces(scene);
  if (tagA) paintTag(context, a, tagA);
  if (tagB) paintTag(context, b, tagB);
  context.restore();
  paintInset(context, scene, [tagA, tagB]);
  title(context, scene);
  const strip = { left: 0, top: STILL.height - STRIP_PX, width: STILL.width, height: STRIP_PX };
  paintStrip(context, scene, strip);
}

function paintCarAt(context: SKRSContext2D, { frame }: Scene, car: ShownCar): void {
  const pose = car.trace.at(0) ?? car.trace.at(-0.1) ?? car.trace.at(0.1);
  if (pose) paintCar(context, frame, car, pose);
}

function title(context: SKRSContext2D, { title: text }: Scene): void {
  context.fillStyle = COLOURS.shade;
  context.fillRect(0, 0, STILL.width, TITLE_PX);
  write(context, text, { x: 16, y: 34, size: 28 });
}
