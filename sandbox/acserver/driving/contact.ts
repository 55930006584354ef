import type { Vec3 } from '../../../src/acserver/udp/fields.ts';
import { type Car, LENGTH_M, WIDTH_M } from './car.ts';
import type { Heading } from './track.ts';

/** How a car feels a contact. `rel` is the place in its own frame: x to the left, z to the front, in metres. */
export interface Blow {
  carId: number;
  /** km/h */
  impactSpeed: number;
  world: Vec3;
  rel: Vec3;
}

type Body = Pick<Car, 'carId' | 'pos' | 'heading' | 'velocity'>;

/** Whether two cars touch: their rectangles overlap on the axes of both. */
export function overlap(a: Body, b: Body): boolean {
  const x = b.pos[0] - a.pos[0];
  const z = b.pos[2] - a.pos[2];
  // Most pairs are far apart.
  if (Math.abs(x) > LENGTH_M + WIDTH_M || Math.abs(z) > LENGTH_M + WIDTH_M) return false;
  const between: Heading = [x, z];
  const axes = [a.heading, left(a.heading), b.heading, left(b.heading)];
  return axes.every((axis) => Math.abs(dot(between, axis)) < reach(a.heading, axis) + reach(b.heading, axis));
}

/** Both sides of a contact, before either client adds its own view of it. */
export function blowsOf(a: Body, b: Body): readonly [Blow, Blow] {
  const world = mid(a.pos, b.pos);
  const [dx, dy, dz] = a.velocity.map((speed, axis) => speed - (b.velocity[axis] ?? 0)) as [number, number, number];
  const impactSpeed = Math.hypot(dx, dy, dz) * 3.6;
  return [
    { carId: a.carId, impactSpeed, world, rel: inFrame(a, world) },
    { carId: b.carId, impactSpeed, world, rel: inFrame(b, world) },
  ];
}

/** A place in the world in the car's own frame, limited to the car's body. */
export function inFrame({ pos, heading }: Body, world: Vec3): Vec3 {
  const to: Heading = [world[0] - pos[0], world[2] - pos[2]];
  const side = within(dot(to, left(heading)), WIDTH_M / 2);
  return [side, world[1] - pos[1], within(dot(to, heading), LENGTH_M / 2)];
}

/** The map is not mirrored: with z down on it and x to the right, this is the driver's left. */
export const left = ([x, z]: Heading): Heading => [z, -x];

const dot = (a: Heading, b: Heading): number => a[0] * b[0] + a[1] * b[1];

/** Half of the rectangle's extent along an axis. */
const reach = (heading: Heading, axis: Heading): number =>
  (LENGTH_M / 2) * Math.abs(dot(heading, axis)) + (WIDTH_M / 2) * Math.abs(dot(left(heading), axis));

const mid = (a: Vec3, b: Vec3): Vec3 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

const within = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
