/** The elements shared by both forms of the picture. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { COLOURS } from './colours.ts';
import type { PictureLinePoint } from './contactPicture.ts';
import type { Box, Frame, GroundPiece, Scene, ShownCar } from './scene.ts';
import type { Pose } from './trace.ts';

export const FONT = 'Pitwall';

const CAR_LENGTH_M = 4.5;
const CAR_WIDTH_M = 1.9;
/** Smaller cars would be invisible. */
const CAR_LENGTH_PX = 22;
const CAR_WIDTH_PX = 10;
/** Used if the width of the track is unknown. */
const HALF_WIDTH_M = 5;
const TICK_S = 0.5;

/** The ground, the track on it, its direction, and a scale of ten metres. */
export function paintTrack(
  context: SKRSContext2D,
  { frame, line, ground }: Pick<Scene, 'frame' | 'line' | 'ground'>,
  { isPlain = false } = {},
): void {
  const { left, top, width, height } = frame.box;
  context.fillStyle = COLOURS.ground;
  context.fillRect(left, top, width, height);
  context.save();
  clipTo(context, frame.box);
  if (ground) paintGround(context, frame, ground);
  const sides = line.map((point, index) => sidesOf(line, point, index));
  if (sides.length > 1) {
    const edge = [...sides.map(({ left: side }) => side), ...sides.map(({ right }) => right).toReversed()];
    path(context, frame, edge);
    context.closePath();
    context.fillStyle = COLOURS.asphalt;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = COLOURS.edge;
    for (const side of ['left', 'right'] as const) {
      path(
        context,
        frame,
        sides.map((each) => each[side]),
      );
      context.stroke();
    }
    context.setLineDash([2, 10]);
    context.strokeStyle = COLOURS.line;
    path(context, frame, line);
    context.stroke();
    context.setLineDash([]);
    for (let index = 6; !isPlain && index < line.length - 1; index += 12) chevron(context, frame, line, index);
  }
  context.restore();
  if (!isPlain) scaleBar(context, frame);
}

/** Faint, so that the track and the cars stand out. */
function paintGround(context: SKRSContext2D, { toX, toY, pxPerM }: Frame, ground: GroundPiece): void {
  const { image, pixels, metres } = ground;
  const [left, top] = [toX(metres.left), toY(metres.top)];
  const [width, height] = [metres.width * pxPerM, metres.height * pxPerM];
  context.globalAlpha = 0.2;
  context.drawImage(image, 0, 0, pixels.width, pixels.height, left, top, width, height);
  context.globalAlpha = 1;
}

/** The left side of the direction of travel is (hz, -hx). */
function sidesOf(line: readonly PictureLinePoint[], point: PictureLinePoint, index: number) {
  const [before, after] = [line[index - 1] ?? point, line[index + 1] ?? point];
  const length = Math.hypot(after.x - before.x, after.z - before.z) || 1;
  const [hx, hz] = [(after.x - before.x) / length, (after.z - before.z) / length];
  const { leftM = HALF_WIDTH_M, rightM = HALF_WIDTH_M } = point;
  // The measured width is where the middle of a car was, so half a car is added.
  const [left, right] = [leftM + CAR_WIDTH_M / 2, rightM + CAR_WIDTH_M / 2];
  return {
    left: { x: point.x + left * hz, z: point.z - left * hx },
    right: { x: point.x - right * hz, z: point.z + right * hx },
  };
}

type Ground = Pick<PictureLinePoint, 'x' | 'z'>;

function path(context: SKRSContext2D, { toX, toY }: Frame, places: readonly Ground[]): void {
  context.beginPath();
  places.forEach(({ x, z }, index) => {
    if (index === 0) context.moveTo(toX(x), toY(z));
    else context.lineTo(toX(x), toY(z));
  });
}

function chevron(context: SKRSContext2D, { toX, toY }: Frame, line: readonly PictureLinePoint[], index: number): void {
  const [at, next] = [line[index], line[index + 1]];
  if (!at || !next) return;
  const angle = Math.atan2(next.z - at.z, next.x - at.x);
  const [x, y] = [toX(at.x), toY(at.z)];
  const wing = (turn: number) => [x - 13 * Math.cos(angle + turn), y - 13 * Math.sin(angle + turn)] as const;
  context.beginPath();
  context.moveTo(...wing(0.6));
  context.lineTo(x, y);
  context.lineTo(...wing(-0.6));
  context.lineWidth = 4;
  context.strokeStyle = COLOURS.line;
  context.stroke();
}

function scaleBar(context: SKRSContext2D, { box, pxPerM }: Frame): void {
  const length = 10 * pxPerM;
  const [x, y] = [box.left + 16, box.top + box.height - 16];
  context.fillStyle = COLOURS.text;
  context.fillRect(x, y - 3, length, 3);
  context.fillRect(x, y - 10, 3, 10);
  context.fillRect(x + length - 3, y - 10, 3, 10);
  write(context, '10 m', { x: x + length + 8, y: y + 3, size: 20 });
}

export interface Written {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
}

export function write(context: SKRSContext2D, text: string, { x, y, size, colour, align }: Written): void {
  context.font = `${size}px ${FONT}`;
  context.textAlign = align ?? 'left';
  context.fillStyle = colour ?? COLOURS.text;
  context.fillText(text, x, y);
}

export function clipTo(context: SKRSContext2D, { left, top, width, height }: Box): void {
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
}

export const colourOf = ({ letter }: ShownCar): string =>
  letter === 'A' ? COLOURS.a : letter === 'B' ? COLOURS.b : COLOURS.other;

/** A is solid, B dashed, so that they can be told apart without colours. */
export function paintWay(context: SKRSContext2D, frame: Frame, car: ShownCar, { from, to }: Window): void {
  context.strokeStyle = colourOf(car);
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.setLineDash(car.letter === 'B' ? [10, 7] : []);
  for (const piece of car.trace.pieces(from, to, 0.05)) {
    path(context, frame, piece);
    context.stroke();
  }
  context.setLineDash([]);
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A dot every half second. */
export function paintTicks(context: SKRSContext2D, frame: Frame, car: ShownCar, { from, to }: Window): void {
  for (let t = Math.ceil(from / TICK_S) * TICK_S; t <= to + 1e-9; t += TICK_S) {
    const pose = car.trace.at(t);
    if (pose) dot(context, frame, pose, colourOf(car));
  }
}

function dot(context: SKRSContext2D, { toX, toY }: Frame, { x, z }: Pose, colour: string): void {
  context.beginPath();
  context.arc(toX(x), toY(z), 6, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = COLOURS.shade;
  context.stroke();
}

/** The size of a car as drawn. */
export const carSize = ({ pxPerM }: Frame): { readonly length: number; readonly width: number } => ({
  length: Math.max(CAR_LENGTH_PX, CAR_LENGTH_M * pxPerM),
  width: Math.max(CAR_WIDTH_PX, CAR_WIDTH_M * pxPerM),
});

export function paintCar(context: SKRSContext2D, frame: Frame, car: ShownCar, { x, z, hx, hz }: Pose): void {
  const { length, width } = carSize(frame);
  context.save();
  context.translate(frame.toX(x), frame.toY(z));
  context.rotate(Math.atan2(hz, hx));
  context.fillStyle = colourOf(car);
  context.strokeStyle = COLOURS.shade;
  context.lineWidth = 2;
  context.fillRect(-length / 2, -width / 2, length, width);
  context.strokeRect(-length / 2, -width / 2, length, width);
  // The windscreen shows which end is the front.
  context.fillStyle = COLOURS.shade;
  context.fillRect(length * 0.08, -width * 0.36, length * 0.16, width * 0.72);
  context.restore();
}

/** The number of points, their radius, and the reach including the outline. */
export const STAR = { points: 5, radius: 15, reach: 18 } as const;

export function paintStar(context: SKRSContext2D, { toX, toY }: Frame, { x, z }: Ground, size?: number): void {
  starOn(context, toX(x), toY(z), size);
}

export function starOn(context: SKRSContext2D, middleX: number, middleY: number, size: number = STAR.radius): void {
  context.beginPath();
  for (let index = 0; index < 2 * STAR.points; index++) {
    const radius = index % 2 === 0 ? size : size * 0.43;
    const angle = (Math.PI * index) / STAR.points - Math.PI / 2;
    context.lineTo(middleX + radius * Math.cos(angle), middleY + radius * Math.sin(angle));
  }
  context.closePath();
  context.fillStyle = COLOURS.text;
  context.fill();
  context.lineWidth = 2.5;
  context.strokeStyle = COLOURS.shade;
  context.stroke();
}
