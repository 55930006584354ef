/**
 * Works out when a car was where its samples say. A sample carries no time: it was 0 to 60 ms old when the server sent
 * it, depending on the client's own rhythm, and that differs from sample to sample. The distance and the speeds between
 * two samples show how much time passed between them. That gives the ages of all samples, except for their mean.
 */
import type { Sample } from '../../race/tracesSample.ts';
import { length, minus } from './plane.ts';
import { inSpan } from './timeline.ts';
import { Way, type Waypoint, waypointsOf } from './way.ts';

/** Below this speed (metres per second) the time between two places is not known. */
export const SLOW = 5;

const LEAST_SAMPLES = 5;
/** This share of the samples has to agree about the time. */
const MOSTLY = 0.75;
/** In intervals: a longer silence means that samples were lost. */
const GAP = 2.5;
/** How much further than its speeds say a car can have come: a factor, and metres. */
const [JUMP, JUMP_M] = [1.5, 5] as const;
/** Ages differ at most by a client's period (18 times a second), plus the jitter of its connection to the server. */
const AGES_MS = 1000 / 18 + 15;
/** m/s²: no car brakes like that, but walls and other cars can do it. */
const BLOW = 18;

/** How far before and after a moment to look. */
const NEAR_MS = 1500;
const FAR_MS = 6500;

export type Broken = 'no positions' | 'broken positions' | 'too slow';

/**
 * The path of a car before and at a moment, timed by its speeds. Positions after a blow say nothing about the times of
 * those before it, so there the path is extrapolated.
 *
 * @param around approximate time, UTC in milliseconds
 */
export function timedWay(trace: readonly Sample[], around: number): Way | Broken {
  const points = sinceJump(waypointsAround(trace, around), around);
  if (!points.some(({ at }) => Math.abs(at - around) <= NEAR_MS)) return 'no positions';
  const long = fitted(quietPart(points, around, FAR_MS));
  return typeof long === 'string' ? fitted(quietPart(points, around, NEAR_MS)) : long;
}

/** The path by reception times, for when the speeds show no times; undefined if there are no usable samples. */
export function receivedWay(trace: readonly Sample[], around: number): Way | undefined {
  const points = drivenPart(waypointsAround(trace, around), around);
  return points.length === 0 ? undefined : new Way(points);
}

/** Nothing further away is looked at. A trace is twice as long, and in a pile-up it is that for each contact. */
const waypointsAround = (trace: readonly Sample[], around: number): Waypoint[] =>
  waypointsOf(inSpan(trace, around - FAR_MS, around + NEAR_MS));

/** Drops everything before the car was last set elsewhere or not seen for long. */
function sinceJump(points: readonly Waypoint[], around: number): readonly Waypoint[] {
  let from = Math.max(
    0,
    points.findLastIndex(({ at }) => at <= around),
  );
  while (from > 0 && isDriven(points[from - 1], points[from])) from -= 1;
  return points.slice(from);
}

/** The part driven without a break: nothing is known beyond a gap or a jump. */
function drivenPart(points: readonly Waypoint[], around: number): readonly Waypoint[] {
  const last = points.findLastIndex(({ at }) => at <= around);
  let [from, to] = [Math.max(0, last), Math.max(0, last)];
  while (from > 0 && isDriven(points[from - 1], points[from])) from -= 1;
  while (to < points.length - 1 && isDriven(points[to], points[to + 1])) to += 1;
  return points.slice(from, to + 1);
}

const LONGEST_GAP_MS = 1000;

function isDriven(from: Waypoint | undefined, to: Waypoint | undefined): boolean {
  if (!from || !to || to.at - from.at > LONGEST_GAP_MS) return false;
  const fastest = Math.max(length(from.velocity), length(to.velocity));
  return length(minus(to.place, from.place)) <= (fastest * JUMP * (to.at - from.at)) / 1000 + JUMP_M;
}

/** Up to the moment, and beyond it until a blow. */
function quietPart(points: readonly Waypoint[], around: number, reachMs: number): Waypoint[] {
  const near = points.filter(({ at }) => at >= around - reachMs && at <= around + NEAR_MS);
  const before = near.filter(({ at }) => at <= around);
  const quiet = [...before];
  for (const next of near.slice(before.length)) {
    const last = quiet.at(-1);
    if (last && isBlow(last, next)) break;
    quiet.push(next);
  }
  // The blow may have come before the given moment.
  while (quiet.length > before.length - 2 && isBlow(quiet.at(-2), quiet.at(-1))) quiet.pop();
  return quiet;
}

function isBlow(from: Waypoint | undefined, to: Waypoint | undefined): boolean {
  if (!from || !to) return false;
  if (length(to.velocity) < SLOW) return true;
  const seconds = (to.at - from.at) / 1000;
  if (length(minus(to.velocity, from.velocity)) > BLOW * seconds + 1) return true;
  return Math.abs(secondsBetween(from, to) - seconds) * 1000 > AGES_MS;
}

/** Exact under constant acceleration; at most 9 cm off where braking begins. */
const secondsBetween = (from: Waypoint, to: Waypoint): number =>
  (2 * length(minus(to.place, from.place))) / (length(from.velocity) + length(to.velocity));

function fitted(points: readonly Waypoint[]): Way | Broken {
  if (points.some(({ velocity }) => length(velocity) < SLOW)) return 'too slow';
  if (points.length < LEAST_SAMPLES || hasGap(points)) return 'broken positions';
  let elapsed = 0;
  const times = points.map((point, index) => {
    const before = points[index - 1];
    if (before) elapsed += secondsBetween(before, point) * 1000;
    return elapsed;
  });
  const mean = meanAge(points.map(({ at }, index) => at - (times[index] ?? 0)));
  if (mean === undefined) return 'broken positions';
  const timed = points.map(({ place, velocity }, index) => ({ at: (times[index] ?? 0) + mean, place, velocity }));
  return new Way(timed, { goesOn: true });
}

/** The mean over samples whose ages fit one client. A lost packet means the previous one was sent, a period older. */
function meanAge(ages: readonly number[]): number | undefined {
  const kept = ages.toSorted((a, b) => a - b);
  const fewest = Math.max(LEAST_SAMPLES, Math.ceil(ages.length * MOSTLY));
  const spread = (): number => (kept.at(-1) ?? 0) - (kept[0] ?? 0);
  while (spread() > AGES_MS) {
    if (kept.length <= fewest) return undefined;
    const middle = kept[kept.length >> 1] ?? 0;
    if ((kept.at(-1) ?? 0) - middle > middle - (kept[0] ?? 0)) kept.pop();
    else kept.shift();
  }
  return kept.reduce((sum, each) => sum + each, 0) / kept.length;
}

function hasGap(points: readonly Waypoint[]): boolean {
  const steps = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at));
  const usual = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0;
  const isJump = points.some((point, index) => index > 0 && !isDriven(points[index - 1], point));
  return isJump || steps.some((step) => step > usual * GAP);
}
