/** The track of a duel: a straight, a corner, a straight. Metres from the apex, which is at 0. */

export interface Spot {
  readonly x: number;
  readonly z: number;
}

/** A point of the middle line, and the direction of travel there (length 1). */
interface LineSpot extends Spot {
  readonly hx: number;
  readonly hz: number;
}

export interface Bend {
  readonly turnInS: number;
  readonly exitS: number;
  /** 1 to the driver's left, -1 to the right. */
  readonly turns: 1 | -1;
  at(s: number): LineSpot;
  /** Where a place is on it: metres from the apex, and metres off the line (left is positive). */
  placeOf(spot: Spot): { readonly s: number; readonly lateral: number };
}

const [FROM_S, TO_S, STEP_M] = [-700, 500, 0.5] as const;

interface Shape {
  readonly radiusM: number;
  readonly angle: number;
  readonly turns: 1 | -1;
  readonly start: LineSpot;
}

/** The curvature rises and falls evenly: half of the angle is turned before the apex, half after it. */
export function bendOf({ radiusM, angle, turns, start }: Shape): Bend {
  // A triangle of curvature over `2 * half` metres turns by `half / radius`.
  const half = angle * radiusM;
  const spots: LineSpot[] = [];
  let { x, z } = start;
  let heading = Math.atan2(start.hz, start.hx);
  for (let s = FROM_S; s <= TO_S; s += STEP_M) {
    spots.push({ x, z, hx: Math.cos(heading), hz: Math.sin(heading) });
    const curvature = Math.max(0, 1 - Math.abs(s + STEP_M / 2) / half) / radiusM;
    // With x to the right and z down, a growing angle turns to the right.
    const middle = heading - (turns * curvature * STEP_M) / 2;
    x += Math.cos(middle) * STEP_M;
    z += Math.sin(middle) * STEP_M;
    heading -= turns * curvature * STEP_M;
  }
  return {
    turnInS: -half * 0.8,
    exitS: half,
    turns,
    at: (s) => spotAt(spots, s),
    placeOf: (spot) => placeOf(spots, spot),
  };
}

function spotAt(spots: readonly LineSpot[], s: number): LineSpot {
  const index = Math.max(0, Math.min(spots.length - 2, Math.floor((s - FROM_S) / STEP_M)));
  const [one, next] = [spots[index], spots[index + 1]];
  if (!one || !next) throw new Error('a bend has spots');
  const part = (s - FROM_S) / STEP_M - index;
  const [hx, hz] = [one.hx + (next.hx - one.hx) * part, one.hz + (next.hz - one.hz) * part];
  const size = Math.hypot(hx, hz);
  return { x: one.x + (next.x - one.x) * part, z: one.z + (next.z - one.z) * part, hx: hx / size, hz: hz / size };
}

function placeOf(spots: readonly LineSpot[], { x, z }: Spot) {
  let [best, least] = [0, Infinity];
  const look = (from: number, to: number, step: number): void => {
    for (let index = Math.max(0, from); index < Math.min(spots.length, to); index += step) {
      const spot = spots[index];
      const squared = spot ? (spot.x - x) ** 2 + (spot.z - z) ** 2 : Infinity;
      if (squared < least) [best, least] = [index, squared];
    }
  };
  look(0, spots.length, 20);
  look(best - 20, best + 21, 1);
  const spot = spots[best];
  if (!spot) throw new Error('a bend has spots');
  const [dx, dz] = [x - spot.x, z - spot.z];
  return { s: FROM_S + best * STEP_M + dx * spot.hx + dz * spot.hz, lateral: dx * spot.hz - dz * spot.hx };
}
