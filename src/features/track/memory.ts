/** Remembers the laps of a track step by step, and makes the median line from them. */
import type { LinePoint } from './line.ts';

/** Laps remembered per step; a new one replaces the oldest. */
export const MOST_LAPS = 24;

/** The values of every lap at each step, as ring buffers: step after step, and within each the laps. */
export interface Memory {
  readonly bins: number;
  readonly lengthM: number;
  readonly x: Float32Array;
  readonly z: Float32Array;
  readonly speed: Float32Array;
}

/** Which of the remembered laps to use. */
type Half = 'all' | 'even' | 'odd';

export function roomFor(lengthM: number, bins: number): Memory {
  const room = (): Float32Array => new Float32Array(bins * MOST_LAPS).fill(Number.NaN);
  return { bins, lengthM, x: room(), z: room(), speed: room() };
}

/** Work that pauses now and then, so that other work can run: a long track takes 50 ms. */
export type InPieces<Result> = Generator<void, Result, void>;

/** Steps of a line per piece. */
export const PIECE = 1000;

/** Runs all of it at once. */
export function atOnce<Result>(work: InPieces<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

export function* lineFrom({ x, z, speed, lengthM, bins }: Memory, half: Half): InPieces<MiddleLine> {
  const slots = slotsOf(half);
  const middle = yield* medians(x, slots);
  const across = smoothed(bridged(yield* medians(z, slots)));
  yield;
  const speeds = bridged(yield* medians(speed, slots));
  yield;
  const along = smoothed(bridged(middle));
  yield;
  const points = yield* pointsOf({ x: along, z: across, speed: speeds, lengthM });
  return { points, filled: middle.filter((value) => !Number.isNaN(value)).length / bins };
}

interface MiddleLine {
  readonly points: readonly LinePoint[];
  /** The fraction of steps that are known: 0 to 1. */
  readonly filled: number;
}

function slotsOf(half: Half): readonly number[] {
  const all = Array.from({ length: MOST_LAPS }, (_, slot) => slot);
  return half === 'all' ? all : all.filter((slot) => slot % 2 === (half === 'even' ? 0 : 1));
}

/** The median of each step; NaN if no lap has a value. */
function* medians(values: Float32Array, slots: readonly number[]): InPieces<Float64Array> {
  const result = new Float64Array(values.length / MOST_LAPS);
  const scratch = new Float64Array(MOST_LAPS);
  for (let bin = 0; bin < result.length; bin++) {
    if (bin % PIECE === PIECE - 1) yield;
    let count = 0;
    for (const slot of slots) {
      const value = values[bin * MOST_LAPS + slot] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      // Insertion sort: there are only a few values.
      let at = count++;
      for (; at > 0 && (scratch[at - 1] ?? 0) > value; at--) scratch[at] = scratch[at - 1] ?? 0;
      scratch[at] = value;
    }
    const upper = scratch[count >> 1] ?? 0;
    const lower = scratch[(count - 1) >> 1] ?? 0;
    result[bin] = count === 0 ? Number.NaN : (lower + upper) / 2;
  }
  return result;
}

/** Interpolates steps without a lap linearly between their neighbours, also across the finish line. */
function bridged(values: Float64Array): Float64Array {
  const count = values.length;
  const known = [...values.keys()].filter((index) => !Number.isNaN(values[index]));
  const [first] = known;
  if (known.length === count || first === undefined) return values;
  const result = Float64Array.from(values);
  known.forEach((from, index) => {
    const to = known[index + 1] ?? first + count;
    const [a, b] = [values[from] ?? 0, values[to % count] ?? 0];
    for (let at = from + 1; at < to; at++) result[at % count] = a + ((b - a) * (at - from)) / (to - from);
  });
  return result;
}

/** Savitzky-Golay filter over seven points: it keeps curves, which a mean would flatten. */
const KERNEL = [-2, 3, 6, 7, 6, 3, -2].map((weight) => weight / 21);

function smoothed(values: Float64Array): Float64Array {
  const count = values.length;
  const result = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    let sum = 0;
    for (let at = 0; at < KERNEL.length; at++) {
      sum += (KERNEL[at] ?? 0) * (values[(index + at - 3 + count) % count] ?? 0);
    }
    result[index] = sum;
  }
  return result;
}

interface Steps {
  readonly x: Float64Array;
  readonly z: Float64Array;
  readonly speed: Float64Array;
  readonly lengthM: number;
}

function* pointsOf({ x, z, speed, lengthM }: Steps): InPieces<readonly LinePoint[]> {
  const count = x.length;
  const points: LinePoint[] = [];
  for (let index = 0; index < count; index++) {
    if (index % PIECE === PIECE - 1) yield;
    const [before, after] = [(index + count - 1) % count, (index + 1) % count];
    points.push({
      s: (lengthM * index) / count,
      x: x[index] ?? 0,
      z: z[index] ?? 0,
      heading: Math.atan2((z[after] ?? 0) - (z[before] ?? 0), (x[after] ?? 0) - (x[before] ?? 0)),
      speedMs: speed[index] ?? 0,
    });
  }
  return points;
}
