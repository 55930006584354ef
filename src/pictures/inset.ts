/** Both cars at the contact, enlarged, in a free corner of the map. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS } from './colours.ts';
import { clipTo, colourOf, paintCar, paintStar, paintTrack, paintWay, write } from './paint.ts';
import type { Box, Scene } from './scene.ts';
import { TAG_REACH_PX, type TagPlace } from './tags.ts';

const SIZE_PX = 190;
const ACROSS_M = 15;
const MARGIN_PX = 10;
const LABEL_PX = { width: 84, height: 34 } as const;
/** From the middle of a car to its letter. */
const BESIDE_M = 2.2;
/** If the relative positions of the cars may be wrong by more than this, in metres, there is no inset. */
const MOST_ERROR_M = 1;

export function paintInset(context: SKRSContext2D, scene: Scene, tags: readonly (TagPlace | undefined)[]): void {
  const { a, b, contact, error } = scene;
  const poses = [a, b].map((car) => ({ car, pose: car.trace.at(0) }));
  if (!error || error.metres > MOST_ERROR_M || poses.some(({ pose }) => !pose)) return;
  const box = freeCorner(scene, tags);
  if (!box) return;
  const pxPerM = SIZE_PX / ACROSS_M;
  const frame = {
    box,
    pxPerM,
    toX: (x: number) => box.left + SIZE_PX / 2 + (x - contact.x) * pxPerM,
    toY: (z: number) => box.top + SIZE_PX / 2 + (z - contact.z) * pxPerM,
  };
  context.save();
  clipTo(context, box);
  paintTrack(context, { frame, line: scene.line }, { isPlain: true });
  for (const { car } of poses) paintWay(context, frame, car, { from: -1, to: 0 });
  for (const { car, pose } of poses) {
    if (!pose) continue;
    paintCar(context, frame, car, pose);
    // Beside the car, away from the contact, so that neither the star nor the other car covers it.
    const away = (contact.x - pose.x) * pose.hz - (contact.z - pose.z) * pose.hx > 0 ? -BESIDE_M : BESIDE_M;
    write(context, car.letter, {
      x: frame.toX(pose.x + away * pose.hz),
      y: frame.toY(pose.z - away * pose.hx) + 8,
      size: 24,
      colour: colourOf(car),
      align: 'center',
    });
  }
  paintStar(context, frame, contact, 11);
  // On its own background: a car's path may cross it.
  context.fillStyle = COLOURS.shade;
  context.fillRect(box.left, box.top + SIZE_PX - LABEL_PX.height, LABEL_PX.width, LABEL_PX.height);
  write(context, error.text, { x: box.left + 8, y: box.top + SIZE_PX - 10, size: 20 });
  context.restore();
  context.lineWidth = 3;
  context.strokeStyle = COLOURS.text;
  context.strokeRect(box.left, box.top, box.width, box.height);
}

/** Not the lower left corner, where the scale is. Undefined if the paths pass through all others. */
function freeCorner({ frame, a, b, from, to }: Scene, tags: readonly (TagPlace | undefined)[]): Box | undefined {
  const { left, top, width, height } = frame.box;
  const [right, bottom] = [left + width - SIZE_PX - MARGIN_PX, top + height - SIZE_PX - MARGIN_PX];
  const corners = [
    { left: right, top: top + MARGIN_PX },
    { left: left + MARGIN_PX, top: top + MARGIN_PX },
    { left: right, top: bottom },
  ];
  const ways = [a, b].flatMap(({ trace }) => trace.pieces(from, to, 0.1).flat());
  const taken = [
    ...ways.map(({ x, z }) => ({ x: frame.toX(x), y: frame.toY(z), reachX: MARGIN_PX, reachY: MARGIN_PX })),
    ...tags.flatMap((tag) => tag ?? []).map(({ x, y }) => ({ x, y, reachX: TAG_REACH_PX.x, reachY: TAG_REACH_PX.y })),
  ];
  const middle = SIZE_PX / 2;
  const isFree = (corner: (typeof corners)[number]): boolean =>
    taken.every(
      ({ x, y, reachX, reachY }) =>
        Math.abs(x - corner.left - middle) > middle + reachX || Math.abs(y - corner.top - middle) > middle + reachY,
    );
  const corner = corners.find(isFree);
  return corner && { left: corner.left, top: corner.top, width: SIZE_PX, height: SIZE_PX };
}
