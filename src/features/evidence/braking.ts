/** Where a car braked, from its speeds, and where its driver usually brakes for that corner. */
import type { Braking, NotDecided } from '../../events/evidence.ts';
import { figure } from './alongside.ts';
import { angleBetween, directionOf, dot, length, minus, type Point } from './plane.ts';
import { SLOW } from './timing.ts';
import type { Way, Waypoint } from './way.ts';

/** m/s²: lifting gives less. */
export const BRAKING = 4;
/** The deceleration from drag alone, m/s². */
const DRAG = 1.5;

/** Where the brakes were applied. */
export interface BrakingPoint {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly place: Point;
  /** Metres per second. */
  readonly velocity: Point;
}

/** Two intervals with braking after one without: the brakes were applied in between. Oldest first. */
export function brakingPoints(points: readonly Waypoint[]): BrakingPoint[] {
  return points.flatMap((_, index) => brakedAt(points.slice(index, index + 4)) ?? []);
}

/** Takes four samples in a row; undefined unless braking begins after the first. */
export function brakedAt([before, from, middle, to]: readonly Waypoint[]): BrakingPoint | undefined {
  if (!before || !from || !middle || !to || length(from.velocity) < SLOW) return undefined;
  const [free, first, second] = [slowing(before, from), slowing(from, middle), slowing(middle, to)];
  if (free > BRAKING || first <= BRAKING || second <= BRAKING) return undefined;
  // Less deceleration than in the last interval: the car braked for only a part of this one.
  const partly = (part: number, interval: number): number => Math.max(0, Math.min(1, part / second)) * interval;
  const early = free > DRAG ? partly(free, from.at - before.at) : 0;
  const at = middle.at - partly(first, middle.at - from.at) - early;
  const seconds = (at - from.at) / 1000;
  const { place, velocity } = from;
  return { at, place: { x: place.x + velocity.x * seconds, z: place.z + velocity.z * seconds }, velocity };
}

const slowing = (from: Waypoint, to: Waypoint): number =>
  ((length(from.velocity) - length(to.velocity)) / Math.max(1, to.at - from.at)) * 1000;

/** The seconds before a contact that a card and its picture show. */
const SHOWN_MS = 5000;
/** Half an interval: the brakes are applied somewhere between two samples. */
const ERROR_S = 0.13;
/** The driver's own median needs this many laps. */
const FEWEST_LAPS = 5;
/** Braking points further away belong to another corner. */
const SAME_CORNER_M = 150;
const SAME_WAY = 60;

/**
 * @param at the contact, on the clock of the path
 * @param usual the braking points of the driver's own clean laps, one list per lap
 */
export function brakingOf(way: Way, at: number, usual: readonly (readonly BrakingPoint[])[]): Braking | NotDecided {
  const last = brakingPoints(way.points).findLast((each) => each.at <= at && each.at >= at - SHOWN_MS);
  if (!last) return { notDecided: 'broken positions' };
  const direction = directionOf(last.velocity);
  const errorM = length(last.velocity) * ERROR_S;
  const later = usual.flatMap((lap) => laterThan(lap, last, direction) ?? []).sort((a, b) => a - b);
  const median = later[later.length >> 1];
  return {
    secondsBefore: figure((at - last.at) / 1000, ERROR_S),
    laps: later.length,
    laterThanUsualM:
      median === undefined || later.length < FEWEST_LAPS
        ? { notDecided: 'too few laps' }
        : laterThanUsual(median, Math.hypot(errorM, deviationOf(later))),
  };
}

const laterThanUsual = (metres: number, errorM: number): Braking['laterThanUsualM'] =>
  Math.abs(metres) <= errorM ? { notDecided: 'within the error' } : figure(metres, errorM);

/** Along the car's direction; undefined if the driver did not brake for that corner on this lap. */
function laterThan(lap: readonly BrakingPoint[], { place }: BrakingPoint, direction: Point): number | undefined {
  const [nearest] = lap
    .filter((each) => angleBetween(directionOf(each.velocity), direction) <= SAME_WAY)
    .map((each) => minus(place, each.place))
    .filter((way) => length(way) <= SAME_CORNER_M)
    .sort((a, b) => length(a) - length(b));
  return nearest && dot(nearest, direction);
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  return Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length);
}
