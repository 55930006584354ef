/** How far the laps of a track differ sideways. */
import type { LinePoint } from './line.ts';
import { type InPieces, type Memory, MOST_LAPS, PIECE } from './memory.ts';

/** How far beside the line the remembered laps were at each step; left is positive. */
interface Spread {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly deviation: Float64Array;
  readonly seen: Float64Array;
}

export function* spreadOf(memory: Memory, points: readonly LinePoint[]): InPieces<Spread> {
  const room = (): Float64Array => new Float64Array(memory.bins);
  const spread = { left: room(), right: room(), deviation: room(), seen: room() };
  for (const [bin, { x, z, heading }] of points.entries()) {
    if (bin % PIECE === PIECE - 1) yield;
    const [hx, hz] = [Math.cos(heading), Math.sin(heading)];
    let [seen, sum, squares, left, right] = [0, 0, 0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let at = bin * MOST_LAPS; at < (bin + 1) * MOST_LAPS; at++) {
      const offset = ((memory.x[at] ?? 0) - x) * hz - ((memory.z[at] ?? 0) - z) * hx;
      if (Number.isNaN(offset)) continue;
      seen += 1;
      sum += offset;
      squares += offset * offset;
      left = Math.max(left, offset);
      right = Math.min(right, offset);
    }
    spread.seen[bin] = seen;
    spread.left[bin] = left;
    spread.right[bin] = right;
    spread.deviation[bin] = seen > 1 ? Math.sqrt(Math.max(0, squares - (sum * sum) / seen) / (seen - 1)) : Number.NaN;
  }
  return spread;
}

/** The error that 95 % of the steps stay within: twice the standard error of a median (1.25 sigma by root n). */
export function errorOf({ deviation, seen }: Spread): number {
  const errors = deviation
    .map((each, bin) => (2 * 1.25 * each) / Math.sqrt(seen[bin] ?? 1))
    .filter((error) => !Number.isNaN(error))
    .sort();
  return errors[Math.floor(0.95 * errors.length)] ?? Number.POSITIVE_INFINITY;
}

/** This many observations within four steps are needed before the track's width is given. */
const ENOUGH = 100;
const POOLED = 4;

/** The second-largest offset among nearby steps, because the largest may be a single mistake. */
export function* withReach(points: readonly LinePoint[], spread: Spread): InPieces<readonly LinePoint[]> {
  const reaching: LinePoint[] = [];
  for (let from = 0; from < points.length; from += PIECE) {
    reaching.push(...points.slice(from, from + PIECE).map((point, index) => reachOf(point, from + index, spread)));
    yield;
  }
  return reaching;
}

function reachOf(point: LinePoint, bin: number, { left, right, seen }: Spread): LinePoint {
  const count = seen.length;
  const near = Array.from({ length: 2 * POOLED + 1 }, (_, index) => (bin + index - POOLED + count) % count);
  if (near.reduce((sum, at) => sum + (seen[at] ?? 0), 0) < ENOUGH) return point;
  const [, leftM = 0] = near.map((at) => left[at] ?? 0).sort((one, other) => other - one);
  const [, rightM = 0] = near.map((at) => right[at] ?? 0).sort((one, other) => one - other);
  const { s, x, z, heading, speedMs } = point;
  return { s, x, z, heading, speedMs, leftM: Math.max(0, leftM), rightM: Math.max(0, -rightM) };
}
