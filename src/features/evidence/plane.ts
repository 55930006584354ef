/** The map from above: x to the right, z down, metres. A direction is a vector of length 1. */
import type { Position } from '../../events/events.ts';

export interface Point {
  readonly x: number;
  readonly z: number;
}

export const onMap = ([x, , z]: Position): Point => ({ x, z });

export const plus = (a: Point, b: Point, times = 1): Point => ({ x: a.x + b.x * times, z: a.z + b.z * times });

export const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, z: a.z - b.z });

export const dot = (a: Point, b: Point): number => a.x * b.x + a.z * b.z;

export const length = ({ x, z }: Point): number => Math.hypot(x, z);

export const directionOf = (point: Point): Point => {
  const size = length(point);
  return { x: point.x / size, z: point.z / size };
};

/** The driver's left: the map is not mirrored, as a car standing against a wall and nine real circuits show. */
export const leftOf = ({ x, z }: Point): Point => ({ x: z, z: -x });

/** Turns a place in a car's own frame (x left, z forward, from the car's origin) into the world. */
export const turned = ([left, , forward]: Position, heading: Point): Point =>
  plus({ x: heading.x * forward, z: heading.z * forward }, leftOf(heading), left);

/** The angle between two directions, degrees, 0 to 180. */
export const angleBetween = (a: Point, b: Point): number =>
  (Math.acos(Math.max(-1, Math.min(1, dot(a, b)))) * 180) / Math.PI;

/** Halfway between two directions that are not opposite. */
export const between = (a: Point, b: Point): Point => directionOf(plus(a, b));
