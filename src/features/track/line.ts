/** The course of a track as learnt from driving: the line, its corners, the pits; and how to find a place on it. */

/** A place on the ground in the coordinates of the game's map: metres, x to the right and z down. */
export interface Ground {
  readonly x: number;
  readonly z: number;
}

export interface LinePoint extends Ground {
  /** Metres from the finish line; the first point lies on it. */
  readonly s: number;
  /** Direction of travel: radians from +x towards +z, so that (cos, sin) points forward in x and z. */
  readonly heading: number;
  /** The median of the laps that it was learnt from. */
  readonly speedMs: number;
  /** How far cars, or the track's borders, reach to the left and right; absent if unknown. */
  readonly leftM?: number | undefined;
  readonly rightM?: number | undefined;
}

export interface Corner {
  /** Pitwall's own count from the finish line, not the circuit's. It never changes. */
  readonly number: number;
  /** For a corner found later, after the corner with this number: T3a. */
  readonly suffix?: string | undefined;
  /** The name in the track's own files. */
  readonly name?: string | undefined;
  readonly turns: 'left' | 'right';
  /** All three in metres from the finish line; for a corner across that line the exit is less than the turn-in. */
  readonly turnInS: number;
  readonly apexS: number;
  readonly exitS: number;
}

/** Where cars stood in the pits, and the way they took from there. */
export interface Pits {
  readonly boxes: readonly Ground[];
  readonly lane: readonly Ground[];
}

export interface LearntLine {
  readonly lengthM: number;
  /** In equal steps of about five metres, once around the track. */
  readonly points: readonly LinePoint[];
  readonly corners: readonly Corner[];
  readonly pits?: Pits | undefined;
  /** The largest error at most places (95 %), and the number of laps that the line was learnt from. */
  readonly quality: { readonly errorM: number; readonly laps: number };
}

export interface PlaceOnLine {
  /** Metres from the finish line. */
  readonly s: number;
  /** Metres beside the line: positive is left of the direction of travel. */
  readonly lateral: number;
}

/** A place further than this from every point of the line is neither on the track nor beside it. */
const FAR_M = 250;
/** If the place is roughly known, only this much of the line is searched, not another part that passes nearby. */
const NEAR_M = 200;

/**
 * The place on the line nearest to a position; undefined if it is too far away, or no valid position.
 *
 * @param near the rough place in metres from the finish line, if known: tracks cross themselves
 */
export function placeOn(line: LearntLine, { x, z }: Ground, near?: number): PlaceOnLine | undefined {
  const { points, lengthM } = line;
  let best = -1;
  let least = FAR_M ** 2;
  const { first, count } = stretch(line, near);
  for (let step = 0; step < count; step++) {
    const index = (first + step) % points.length;
    const point = points[index];
    if (!point) continue;
    const squared = (point.x - x) ** 2 + (point.z - z) ** 2;
    if (squared < least) [best, least] = [index, squared];
  }
  const point = points[best];
  if (!point) return undefined;
  const { along, lateral } = besideIt(line, best, { x, z });
  return { s: wrapped(point.s + along, lengthM), lateral };
}

/** The points to search: all, or those near a place. Searching a whole long track every time would be slow. */
function stretch({ points, lengthM }: LearntLine, near: number | undefined) {
  const reach = Math.floor((NEAR_M * points.length) / lengthM);
  if (near === undefined || 2 * reach + 1 >= points.length) return { first: 0, count: points.length };
  const middle = Math.round((wrapped(near, lengthM) * points.length) / lengthM);
  return { first: (middle - reach + points.length) % points.length, count: 2 * reach + 1 };
}

/** Projects onto the chord to the next or previous point. */
function besideIt({ points, lengthM }: LearntLine, index: number, { x, z }: Ground) {
  const point = points[index];
  const after = points[(index + 1) % points.length];
  const before = points[(index + points.length - 1) % points.length];
  if (!point || !after || !before) return { along: 0, lateral: 0 };
  const [dx, dz] = [x - point.x, z - point.z];
  const isAhead = dx * Math.cos(point.heading) + dz * Math.sin(point.heading) >= 0;
  const [from, to] = isAhead ? [point, after] : [before, point];
  const length = Math.hypot(to.x - from.x, to.z - from.z) || 1;
  const [hx, hz] = [(to.x - from.x) / length, (to.z - from.z) / length];
  const step = lengthM / points.length;
  const along = ((dx * hx + dz * hz) * step) / length;
  return { along: Math.max(-step, Math.min(step, along)), lateral: dx * hz - dz * hx };
}

/** Metres from one place to another, the shorter way around; negative if that is backwards. */
export function alongTo({ lengthM }: Pick<LearntLine, 'lengthM'>, from: number, to: number): number {
  const forward = wrapped(to - from, lengthM);
  return forward > lengthM / 2 ? forward - lengthM : forward;
}

/** The largest difference between the game's place around the lap and the place found on the line. */
const ELSEWHERE_M = 150;

/**
 * Whether a stored position was on this track, and not on another one with the same coordinates.
 *
 * @param place around the lap, 0 to 1, as the game reported it
 */
export function isThisTrack(line: LearntLine, at: Ground, place: number): boolean {
  const found = placeOn(line, at, place * line.lengthM);
  return found !== undefined && Math.abs(alongTo(line, place * line.lengthM, found.s)) <= ELSEWHERE_M;
}

/** A corner begins this far before its turn-in, where cars brake for it. */
const RUN_UP_M = 60;

/** "T4", or "between T4 and T5"; undefined on a track whose corners are unknown. */
export function cornerAt(line: LearntLine, s: number): string | undefined {
  const corner = cornerOf(line, s);
  if (corner) return cornerName(corner);
  const before = nearest(line, ({ exitS }) => wrapped(s - exitS, line.lengthM));
  const after = nearest(line, ({ turnInS }) => wrapped(turnInS - s, line.lengthM));
  if (!before || !after) return undefined;
  return before === after ? cornerName(before) : `between ${shortName(before)} and ${shortName(after)}`;
}

/** The corner that a place belongs to: from its braking zone to its exit. */
export function cornerOf(line: LearntLine, s: number): Corner | undefined {
  const { corners, lengthM } = line;
  const isWithin = ({ turnInS, exitS }: Corner, runUp: number): boolean =>
    wrapped(s - turnInS + runUp, lengthM) <= wrapped(exitS - turnInS, lengthM) + runUp;
  return corners.find((each) => isWithin(each, 0)) ?? corners.find((each) => isWithin(each, RUN_UP_M));
}

/** "T4 (Parabolica)" */
export const cornerName = (corner: Corner): string =>
  corner.name === undefined ? shortName(corner) : `${shortName(corner)} (${corner.name})`;

const shortName = ({ number, suffix = '' }: Corner): string => `T${number}${suffix}`;

const nearest = ({ corners }: LearntLine, distance: (corner: Corner) => number): Corner | undefined =>
  corners.toSorted((one, other) => distance(one) - distance(other))[0];

/** A car in the lane passes this close to the places recorded there. */
const LANE_M = 4;
const BOX_M = 8;
/** The lane may run beside the track, separated only by a painted line. */
const TRACK_M = 4;

/** Whether a position is where cars stand or drive in the pits. False if the pits are unknown. */
export function isInPits(line: LearntLine, position: Ground): boolean {
  const { boxes = [], lane = [] } = line.pits ?? {};
  const isNear = (reach: number) => (each: Ground) => Math.hypot(each.x - position.x, each.z - position.z) <= reach;
  if (!boxes.some(isNear(BOX_M)) && !lane.some(isNear(LANE_M))) return false;
  return Math.abs(placeOn(line, position)?.lateral ?? FAR_M) > TRACK_M;
}

/** From 0 to below `length`. */
export const wrapped = (s: number, length: number): number => ((s % length) + length) % length;
