/** The labels of the cars beside their paths. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS } from './colours.ts';
import { carSize, colourOf, FONT, write } from './paint.ts';
import type { Scene, ShownCar } from './scene.ts';

export interface TagPlace {
  readonly x: number;
  readonly y: number;
}

/** Half the size of a tag with four digits. */
export const TAG_REACH_PX = { x: 44, y: 24 } as const;

/** For A and B, placed so that they do not overlap. */
export function tagPlaces(scene: Scene): readonly [a: TagPlace | undefined, b: TagPlace | undefined] {
  const { a, b, frame } = scene;
  const [first, second] = [tagPlace(scene, a), tagPlace(scene, b)];
  if (!first || !second || !isOver(first, second)) return [first, second];
  const across = tagPlace(scene, b, -1);
  if (across && !isOver(first, across)) return [first, across];
  const isRoomBelow = first.y + 4 * TAG_REACH_PX.y < frame.box.top + frame.box.height;
  return [first, { x: second.x, y: first.y + (isRoomBelow ? 2 : -2) * TAG_REACH_PX.y }];
}

const isOver = (one: TagPlace, other: TagPlace): boolean =>
  Math.abs(one.x - other.x) < 2 * TAG_REACH_PX.x && Math.abs(one.y - other.y) < 2 * TAG_REACH_PX.y;

/** Where the car comes from, beside its path, so that it covers neither the paths nor the contact. */
function tagPlace({ frame, from, a, b }: Scene, car: ShownCar, turn: 1 | -1 = 1): TagPlace | undefined {
  const [start] = car.trace.pieces(from, 0, 0.25)[0] ?? [];
  if (!start) return undefined;
  const theirs = (car === a ? b : a).trace.pieces(from, 0, 0.25)[0]?.[0];
  // On the side away from where the other car comes from.
  const isLeft = theirs && (theirs.x - start.x) * start.hz - (theirs.z - start.z) * start.hx > 0;
  const side = turn * (isLeft ? -1 : 1);
  const away = carSize(frame).width / 2 + 34;
  const x = frame.toX(start.x) + side * start.hz * away + start.hx * 24;
  const y = frame.toY(start.z) - side * start.hx * away + start.hz * 24;
  const inside = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
  const { left, top, width, height } = frame.box;
  return {
    x: inside(x, left + TAG_REACH_PX.x, left + width - TAG_REACH_PX.x),
    y: inside(y, top + TAG_REACH_PX.y, top + height - 2 * TAG_REACH_PX.y),
  };
}

/** "A 12", on its own background. */
export function paintTag(context: SKRSContext2D, car: ShownCar, { x, y }: TagPlace): void {
  const text = `${car.letter} ${car.number}`;
  context.font = `24px ${FONT}`;
  const width = context.measureText(text).width + 16;
  context.fillStyle = colourOf(car);
  context.beginPath();
  context.roundRect(x - width / 2, y - 17, width, 34, 6);
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = COLOURS.shade;
  context.stroke();
  write(context, text, { x, y: y + 9, size: 24, colour: COLOURS.shade, align: 'center' });
}
