/**
 * When a car was where its samples say. A sample carries no time: it was 0 to 60 ms old when the server sent it, by
 * where the client was in its own rhythm, and that differs from sample to sample. How far a car came between two of
 * them and how fast it was says how long that took; the ages of all samples together are then known but for their mean.
 */
import type { Sample } from '../../race/tracesSample.ts';
import { length, minus } from './plane.ts';
import { Way, type Waypoint, waypointsOf } from './way.ts';

/** Below this speed (metres a second) the time between two places is not known. */
export const SLOW = 5;

const LEAST_SAMPLES = 5;
/** So many of them have to agree about the time. */
const MOSTLY = 0.75;
/** In intervals: a longer silence was lost. */
const GAP = 2.5;
/** What a car can have come further than its speeds say. */
const [JUMP, JUMP_M] = [1.5, 5] as const;
/** Ages differ by a client's period at most (18 times a second), and by what its line to the server varies. */
const AGES_MS = 1000 / 18 + 15;
/** Metres a second each second: no car brakes like that, but walls and other cars do it. */
const BLOW = 18;

/** How far before and behind a moment is looked. */
const NEAR_MS = 1500;
const FAR_MS = 6500;

export type Broken = 'no positions' | 'broken positions' | 'too slow';

/**
 * The way of a car before and at a moment, at the times that its speeds tell. Positions behind a blow tell nothing of
 * the time of those before it: there the way goes on as it was.
 *
 * @param around UTC in milliseconds, about
 */
export function timedWay(trace: readonly Sample[], around: number): Way | Broken {
  const points = sinceJump(waypointsOf(trace), around);
  if (!points.some(({ at }) => Math.abs(at - around) <= NEAR_MS)) return 'no positions';
  const long = fitted(quietPart(points, around, FAR_MS));
  return typeof long === 'string' ? fitted(quietPart(points, around, NEAR_MS)) : long;
}

/** As the samples were received, where the speeds tell nothing; undefined for a car that was set elsewhere. */
export function receivedWay(trace: readonly Sample[], around: number): Way | undefined {
  const points = drivenPart(waypointsOf(trace), around);
  return points.length === 0 ? undefined : new Way(points);
}

/** Without what came before the car was last set elsewhere, or was not heard of for long. */
function sinceJump(points: readonly Waypoint[], around: number): readonly Waypoint[] {
  let from = Math.max(
    0,
    points.findLastIndex(({ at }) => at <= around),
  );
  while (from > 0 && isDriven(points[from - 1], points[from])) from -= 1;
  return points.slice(from);
}

/** What was driven in one piece: before and behind a gap or a jump nothing is known. */
function drivenPart(points: readonly Waypoint[], around: number): Waypoint[] {
  const near = points.filter(({ at }) => at >= around - FAR_MS && at <= around + NEAR_MS);
  const last = near.findLastIndex(({ at }) => at <= around);
  let [from, to] = [Math.max(0, last), Math.max(0, last)];
  while (from > 0 && isDriven(near[from - 1], near[from])) from -= 1;
  while (to < near.length - 1 && isDriven(near[to], near[to + 1])) to += 1;
  return near.slice(from, to + 1);
}

const LONGEST_GAP_MS = 1000;

function isDriven(from: Waypoint | undefined, to: Waypoint | undefined): boolean {
  if (!from || !to || to.at - from.at > LONGEST_GAP_MS) return false;
  const fastest = Math.max(length(from.velocity), length(to.velocity));
  return length(minus(to.place, from.place)) <= (fastest * JUMP * (to.at - from.at)) / 1000 + JUMP_M;
}

/** Up to the moment and as far behind it as the car went on as before. */
function quietPart(points: readonly Waypoint[], around: number, reachMs: number): Waypoint[] {
  const near = points.filter(({ at }) => at >= around - reachMs && at <= around + NEAR_MS);
  const before = near.filter(({ at }) => at <= around);
  const quiet = [...before];
  for (const next of near.slice(before.length)) {
    const last = quiet.at(-1);
    if (last && isBlow(last, next)) break;
    quiet.push(next);
  }
  // The blow may have come before the moment that is known about.
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

/** Exact while the acceleration is constant; 9 cm wrong at most where braking begins. */
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

/** Of the samples whose ages can be of one client: where a packet was lost, the one before it was told, a period older. */
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
