import type { AiLine, AiPoint } from './aiLine.ts';
import type { LinePoint } from './line.ts';
import { type InPieces, PIECE } from './memory.ts';

const STEP_M = 5;

/** The AI drivers' line, resampled to the steps of our line. */
export function lineOfAi({ points, lengthM }: AiLine): readonly LinePoint[] {
  const count = Math.max(8, Math.round(lengthM / STEP_M));
  const placed = Array.from({ length: count }, (_, index) => between(points, lengthM, (lengthM * index) / count));
  return placed.map(({ s, x, z, speedMs, leftM, rightM }, index) => {
    const before = placed[(index + count - 1) % count];
    const after = placed[(index + 1) % count];
    const heading = before && after ? Math.atan2(after.z - before.z, after.x - before.x) : 0;
    return { s, x, z, heading, speedMs, leftM, rightM };
  });
}

function between(points: readonly AiPoint[], lengthM: number, s: number): AiPoint {
  const [first] = points;
  const next = firstBeyond(points, s);
  const from = points[Math.max(0, next - 1)] ?? first;
  const to = points[next] ?? first;
  if (!from || !to) throw new Error('a line without points');
  const span = (points[next]?.s ?? lengthM) - from.s;
  const part = span > 0 ? (s - from.s) / span : 0;
  const mixed = (one: number, other: number): number => one + (other - one) * part;
  return {
    s,
    x: mixed(from.x, to.x),
    z: mixed(from.z, to.z),
    speedMs: mixed(from.speedMs, to.speedMs),
    leftM: from.leftM,
    rightM: from.rightM,
  };
}

/** Binary search: the index of the first point after `s`. */
function firstBeyond(points: readonly AiPoint[], s: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.s ?? 0) <= s) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many points to each side are searched for the nearest one on the AI line. */
const ABOUT = 6;

/** Replaces the observed width by the distance from the driven line to the borders given in the file. */
export function* withBorders(
  points: readonly LinePoint[],
  theirs: readonly LinePoint[] | undefined,
): InPieces<readonly LinePoint[]> {
  if (!theirs) return points;
  const result: LinePoint[] = [];
  for (const [index, point] of points.entries()) {
    if (index % PIECE === PIECE - 1) yield;
    result.push(bordered(point, nearestOf(theirs, Math.round((index * theirs.length) / points.length), point)));
  }
  return result;
}

function bordered(point: LinePoint, nearest: LinePoint | undefined): LinePoint {
  if (nearest?.leftM === undefined || nearest.rightM === undefined) return point;
  const [hx, hz] = [Math.cos(nearest.heading), Math.sin(nearest.heading)];
  const beside = (point.x - nearest.x) * hz - (point.z - nearest.z) * hx;
  const { s, x, z, heading, speedMs } = point;
  return {
    s,
    x,
    z,
    heading,
    speedMs,
    leftM: Math.max(0, nearest.leftM - beside),
    rightM: Math.max(0, nearest.rightM + beside),
  };
}

function nearestOf(points: readonly LinePoint[], about: number, { x, z }: LinePoint): LinePoint | undefined {
  const count = points.length;
  const near = Array.from({ length: 2 * ABOUT + 1 }, (_, at) => points[(about + at - ABOUT + count) % count]);
  const distance = (each: LinePoint | undefined): number => (each ? Math.hypot(each.x - x, each.z - z) : Infinity);
  return near.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}
