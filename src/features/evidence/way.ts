/** The path of one car between its samples: a cubic through two places and velocities. */
import type { Sample } from '../../race/tracesSample.ts';
import { length, minus, onMap, type Point, plus } from './plane.ts';
import { firstSince } from './timeline.ts';

/** A place and a velocity (metres per second) at a time (UTC, milliseconds with fractions). */
export interface Waypoint {
  readonly at: number;
  readonly place: Point;
  readonly velocity: Point;
}

/** Where a car was, and its velocity. */
export interface Motion {
  readonly place: Point;
  readonly velocity: Point;
}

/** How far a path is extrapolated past its last sample: one and a half of the 245 ms between two samples of a car. */
const BEYOND_MS = 370;

/** Metres from the centre of the track's map, and metres per second: no car in the game is further away or faster. */
export const [FURTHEST_M, FASTEST_MS] = [1e6, 300] as const;

const isWithin = (point: readonly number[], most: number): boolean => point.every((each) => Math.abs(each) <= most);

/** Samples as received, leaving out those without velocity, without numbers, or with values no car can have. */
export function waypointsOf(trace: readonly Sample[]): Waypoint[] {
  return trace.flatMap(({ at, position, velocity }) => {
    if (!velocity || !Number.isFinite(at)) return [];
    if (!isWithin(position, FURTHEST_M) || !isWithin(velocity, FASTEST_MS)) return [];
    return [{ at, place: onMap(position), velocity: onMap(velocity) }];
  });
}

export class Way {
  readonly #points: readonly Waypoint[];
  readonly #until: number;

  /** @param points oldest first; at least one */
  constructor(points: readonly Waypoint[], { goesOn = false } = {}) {
    this.#points = points;
    this.#until = (points.at(-1)?.at ?? -Infinity) + (goesOn ? BEYOND_MS : 0);
  }

  get from(): number {
    return this.#points[0]?.at ?? Infinity;
  }

  get until(): number {
    return this.#until;
  }

  /** The samples it goes through. */
  get points(): readonly Waypoint[] {
    return this.#points;
  }

  /** The same path, later. */
  shifted(ms: number): Way {
    const way = new Way(this.#points.map(({ at, place, velocity }) => ({ at: at + ms, place, velocity })));
    return this.#until > (this.#points.at(-1)?.at ?? 0) ? new Way(way.#points, { goesOn: true }) : way;
  }

  /** The path up to a moment, extrapolated from there: what came after says nothing about it. */
  before(ms: number): Way {
    return new Way(
      this.#points.filter(({ at }) => at <= ms),
      { goesOn: true },
    );
  }

  /** Undefined outside the recorded time. */
  at(ms: number): Motion | undefined {
    if (ms < this.from || ms > this.#until) return undefined;
    const next = firstSince(this.#points, ms);
    const [from, to] = [this.#points[next - 1], this.#points[next]];
    if (next === 0) return this.#points[0];
    if (from && to) return cubicAt(from, to, ms);
    return this.#beyond(ms);
  }

  /** When it passes closest to a place between two moments, and at what distance. */
  nearest(place: Point, from: number, until: number): { readonly at: number; readonly metres: number } | undefined {
    const [first, last] = [Math.max(from, this.from), Math.min(until, this.#until)];
    if (!(first <= last)) return undefined;
    const distance = (ms: number): number => length(minus(this.at(ms)?.place ?? FAR, place));
    const step = Math.max(1, (last - first) / 60);
    let at = first;
    for (let ms = first; ms <= last; ms += step) if (distance(ms) < distance(at)) at = ms;
    let width = step;
    for (; width > 0.05; width /= 2) {
      for (const ms of [at - width, at + width]) if (ms >= first && ms <= last && distance(ms) < distance(at)) at = ms;
    }
    return { at, metres: distance(at) };
  }

  /** Extrapolated with the last change of velocity. */
  #beyond(ms: number): Motion | undefined {
    const [before, last] = [this.#points.at(-2), this.#points.at(-1)];
    if (!last || !before) return last;
    const seconds = (ms - last.at) / 1000;
    const change = minus(last.velocity, before.velocity);
    const rate = 1000 / (last.at - before.at);
    return {
      place: plus(plus(last.place, last.velocity, seconds), change, (rate * seconds * seconds) / 2),
      velocity: plus(last.velocity, change, rate * seconds),
    };
  }
}

const FAR: Point = { x: Infinity, z: Infinity };

/**
 * Hermite cubic: at 245 ms it is at most 1 cm off (a straight line: 14 cm). The velocity is what the game reported on
 * both sides: the slope of the cubic doubles where two samples were received closer together than they were driven.
 */
function cubicAt(from: Waypoint, to: Waypoint, ms: number): Motion {
  const seconds = (to.at - from.at) / 1000;
  const u = (ms - from.at) / (to.at - from.at);
  const [u2, u3] = [u * u, u * u * u];
  const weights = [2 * u3 - 3 * u2 + 1, (u3 - 2 * u2 + u) * seconds, 3 * u2 - 2 * u3, (u3 - u2) * seconds] as const;
  return { place: weighed(from, to, weights), velocity: plus(from.velocity, minus(to.velocity, from.velocity), u) };
}

type Weights = readonly [number, number, number, number];

const weighed = (from: Waypoint, to: Waypoint, [a, b, c, d]: Weights): Point => ({
  x: a * from.place.x + b * from.velocity.x + c * to.place.x + d * to.velocity.x,
  z: a * from.place.z + b * from.velocity.z + c * to.place.z + d * to.velocity.z,
});
