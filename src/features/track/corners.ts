/** Finds the corners of a line, and gives them numbers that never change. */
import { type Corner, type LinePoint, wrapped } from './line.ts';

/** A stretch that turns one way, in metres from the finish line; if it crosses it, its end is beyond the length. */
export interface Bend {
  readonly from: number;
  readonly to: number;
  readonly apex: number;
  /** 1 for left, -1 for right. */
  readonly sign: 1 | -1;
}

/** A numbered bend; one that is gone keeps its number and is not shown. */
export interface NumberedBend extends Bend {
  readonly number: number;
  readonly suffix?: string | undefined;
  readonly isGone?: true | undefined;
}

/** 1/m: the curvature where a bend begins, and the peak that it must reach. */
const BEND = 1 / 333;
const PEAK = 1 / 200;
const LEAST_TURN = (20 * Math.PI) / 180;
const JOINED_M = 20;
/** The curvature is that of the circle through three points this far apart. */
const CHORD_M = 20;

/**
 * Every bend of a closed line, in the order in which they begin after the finish line.
 *
 * @param sharper factor by which a bend must be tighter and longer than the usual minimum
 */
export function bendsOf(points: readonly LinePoint[], lengthM: number, sharper = 1): readonly Bend[] {
  const step = lengthM / points.length;
  const curvature = smoothed(curvatures(points, Math.max(1, Math.round(CHORD_M / step))));
  return joined(runsOf(curvature), Math.ceil(JOINED_M / step))
    .filter((run) => isCorner(run, { curvature, step, sharper }))
    .map((run) => bendFrom(run, curvature, step))
    .map((bend) => withinLap(bend, lengthM))
    .toSorted((one, other) => one.from - other.from);
}

function withinLap({ from, to, apex, sign }: Bend, lengthM: number): Bend {
  const start = wrapped(from, lengthM);
  return { from: start, to: start + to - from, apex: wrapped(apex, lengthM), sign };
}

/** The curvature of the circle through each point and those `reach` before and after it; left is positive. */
function curvatures(points: readonly LinePoint[], reach: number): Float64Array {
  const count = points.length;
  const found = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const a = points[(index + count - (reach % count)) % count];
    const b = points[index];
    const c = points[(index + reach) % count];
    if (!a || !b || !c) continue;
    const cross = (b.x - a.x) * (c.z - b.z) - (b.z - a.z) * (c.x - b.x);
    const sides =
      Math.hypot(b.x - a.x, b.z - a.z) * Math.hypot(c.x - b.x, c.z - b.z) * Math.hypot(c.x - a.x, c.z - a.z);
    // x points right and z down, so a turn from x towards z is a right turn.
    found[index] = sides > 0 ? (-2 * cross) / sides : 0;
  }
  return found;
}

function smoothed(values: Float64Array): Float64Array {
  const at = (index: number): number => values[(index + values.length) % values.length] ?? 0;
  return values.map((value, index) => (at(index - 1) + value + at(index + 1)) / 3);
}

/** The first and last index of a run; if the run wraps around, `last` is beyond the end of the list. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly sign: 1 | -1;
}

function runsOf(curvature: Float64Array): Run[] {
  const count = curvature.length;
  const signAt = (index: number): 0 | 1 | -1 => {
    const value = curvature[index % count] ?? 0;
    return Math.abs(value) < BEND ? 0 : value > 0 ? 1 : -1;
  };
  // Starts where a run begins, so that none is cut in two. A line that always bends the same way has no such point.
  const start = curvature.findIndex((_, index) => signAt(index + count - 1) !== signAt(index));
  if (start < 0) return [];
  const runs: Run[] = [];
  for (let first = start; first < start + count; ) {
    let last = first;
    const sign = signAt(first);
    while (last + 1 < start + count && signAt(last + 1) === sign) last += 1;
    if (sign !== 0) runs.push({ first, last, sign });
    first = last + 1;
  }
  return runs;
}

function joined(runs: readonly Run[], gap: number): readonly Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const before = result.at(-1);
    if (before && before.sign === run.sign && run.first - before.last < gap) {
      result[result.length - 1] = { first: before.first, last: run.last, sign: run.sign };
    } else result.push(run);
  }
  return result;
}

const valuesIn = ({ first, last }: Run, curvature: Float64Array): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => Math.abs(curvature[(first + index) % curvature.length] ?? 0));

interface Judging {
  readonly curvature: Float64Array;
  readonly step: number;
  readonly sharper: number;
}

function isCorner(run: Run, { curvature, step, sharper }: Judging): boolean {
  const values = valuesIn(run, curvature);
  const turn = values.reduce((sum, value) => sum + value * step, 0);
  return Math.max(...values) >= PEAK * sharper && turn >= LEAST_TURN * sharper;
}

function bendFrom(run: Run, curvature: Float64Array, step: number): Bend {
  const values = valuesIn(run, curvature);
  const apex = run.first + values.indexOf(Math.max(...values));
  return { from: run.first * step, to: run.last * step, apex: apex * step, sign: run.sign };
}

/** Two bends are the same corner if they turn the same way and share this much of the shorter one. */
const SHARED = 0.3;

function isSame(one: Bend, other: Bend, lengthM: number): boolean {
  if (one.sign !== other.sign) return false;
  const offset = wrapped(other.from - one.from + lengthM / 2, lengthM) - lengthM / 2;
  const shared = Math.min(one.to - one.from, offset + other.to - other.from) - Math.max(0, offset);
  return shared >= SHARED * Math.min(one.to - one.from, other.to - other.from);
}

/** In a line from few laps, a bend within this factor of the minimum is doubtful. */
const DOUBT = 1.5;

/** Whether another learning has all these corners, even if faintly, and no other corner that is beyond doubt. */
export function isConfirmed(bends: readonly Bend[], by: readonly LinePoint[], lengthM: number): boolean {
  const isIn = (all: readonly Bend[]) => (bend: Bend) => all.some((each) => isSame(bend, each, lengthM));
  return bends.every(isIn(bendsOf(by, lengthM, 1 / DOUBT))) && bendsOf(by, lengthM, DOUBT).every(isIn(bends));
}

/** The first numbering, by where the bends begin; one that straddles the finish line is the last. */
export const numbered = (bends: readonly Bend[]): readonly NumberedBend[] =>
  bends.map((bend, index) => withNumber(bend, index + 1));

const withNumber = ({ from, to, apex, sign }: Bend, number: number, suffix?: string): NumberedBend => ({
  from,
  to,
  apex,
  sign,
  number,
  suffix,
});

/** The newly found bends, with the numbers that were given before. */
export function renumbered(
  known: readonly NumberedBend[],
  found: readonly Bend[],
  lengthM: number,
): readonly NumberedBend[] {
  const free = new Set(found);
  const moved = known.map((corner): NumberedBend => {
    const same = [...free].find((bend) => isSame(corner, bend, lengthM));
    if (!same) return { ...corner, isGone: true };
    free.delete(same);
    return withNumber(same, corner.number, corner.suffix);
  });
  return [...free].reduce<readonly NumberedBend[]>((all, bend) => inserted(all, bend, lengthM), moved);
}

/** A new corner between T3 and T4 is T3a, the next one T3b. One before T1 is named after the last corner. */
function inserted(all: readonly NumberedBend[], bend: Bend, lengthM: number): readonly NumberedBend[] {
  const distance = ({ from }: Bend): number => wrapped(bend.from - from, lengthM);
  const before = all.toSorted((one, other) => distance(one) - distance(other))[0];
  const number = before?.number ?? 1;
  const taken = all.filter((each) => each.number === number && each.suffix !== undefined).length;
  return [...all, withNumber(bend, number, String.fromCharCode('a'.charCodeAt(0) + taken))];
}

/** A part of the track named in its files: places around the lap, 0 to 1. */
export interface Section {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** The corners as the line shows them, in the order of the lap. */
export function cornersOf(
  bends: readonly NumberedBend[],
  lengthM: number,
  sections: readonly Section[],
): readonly Corner[] {
  return bends
    .filter(({ isGone }) => !isGone)
    .toSorted((one, other) => one.from - other.from)
    .map(({ number, suffix, from, apex, to, sign }) => ({
      number,
      suffix,
      name: nameAt(apex / lengthM, sections),
      turns: sign > 0 ? 'left' : 'right',
      turnInS: from,
      apexS: apex,
      exitS: wrapped(to, lengthM),
    }));
}

const nameAt = (place: number, sections: readonly Section[]): string | undefined =>
  sections.find(({ from, to }) => (from <= to ? place >= from && place <= to : place >= from || place <= to))?.name;
