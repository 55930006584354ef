/** Learns the line of one track from the laps that cars drive on it. */
import { type LapLine, type LapSamples, lineOfLap } from './lap.ts';
import type { LinePoint } from './line.ts';
import { atOnce, type InPieces, lineFrom, type Memory, MOST_LAPS, roomFor } from './memory.ts';
import { errorOf, spreadOf, withReach } from './spread.ts';

/** The step length of the line. */
const STEP_M = 5;
/** A stored line weighs as much as this many new laps. */
const STORED_COUNTS = 8;
/** A longer or shorter lap on the same places is only a wide one; if it is also this far off, it is another track. */
const OTHER_LENGTH = 0.005;
const ELSEWHERE_M = 8;
/** A single lap may be odd. */
const STRANGE_LAPS = 3;
/** This many steps of two laps are compared; more would give the same result. */
const COMPARED = 2000;
/** Anything shorter is no track: a car park, or nonsensical positions. */
const SHORTEST_M = 100;

export interface Learnt {
  readonly lengthM: number;
  readonly points: readonly LinePoint[];
  readonly laps: number;
  /** The error that 95 % of the steps stay within, as far as the laps agree with each other. */
  readonly errorM: number;
  /** The fraction of steps that are known: 0 to 1. */
  readonly filled: number;
}

/** What a learner can be restored from. */
export type LearntBefore = Pick<Learnt, 'lengthM' | 'points' | 'laps'>;

export class LineLearner {
  #memory: Memory | undefined;
  #laps = 0;
  #slot = 0;
  #strange = 0;

  constructor(stored?: LearntBefore) {
    if (!stored) return;
    this.#memory = roomFor(stored.lengthM, stored.points.length);
    this.#slot = Math.min(STORED_COUNTS, Math.max(1, stored.laps));
    const { x, z, speed } = this.#memory;
    for (const [bin, point] of stored.points.entries()) {
      const [from, to] = [bin * MOST_LAPS, bin * MOST_LAPS + this.#slot];
      x.fill(point.x, from, to);
      z.fill(point.z, from, to);
      speed.fill(point.speedMs, from, to);
    }
    this.#laps = stored.laps;
  }

  get laps(): number {
    return this.#laps;
  }

  /** @returns whether this is another track now; then everything learnt before is forgotten */
  add(lap: LapSamples): boolean {
    const line = lineOfLap(lap, this.#memory?.bins ?? 1);
    if (!(line.lengthM >= SHORTEST_M)) return false;
    if (!this.#memory) {
      this.#begin(lap, line.lengthM);
      return false;
    }
    this.#strange = this.#isStrange(line, this.#memory) ? this.#strange + 1 : 0;
    if (this.#strange === 0) {
      this.#put(line);
      this.#laps += 1;
    }
    if (this.#strange < STRANGE_LAPS) return false;
    this.#begin(lap, line.lengthM);
    return true;
  }

  /** Undefined as long as there are no laps. */
  *learning(): InPieces<Learnt | undefined> {
    const [memory, laps] = [this.#memory, this.#laps];
    if (!memory) return undefined;
    const { points, filled } = yield* lineFrom(memory, 'all');
    yield;
    const spread = yield* spreadOf(memory, points);
    yield;
    const [lengthM, errorM] = [memory.lengthM, errorOf(spread)];
    yield;
    return { lengthM, points: yield* withReach(points, spread), laps, errorM, filled };
  }

  learnt(): Learnt | undefined {
    return atOnce(this.learning());
  }

  /** The line from every other lap only. */
  *half(which: 'even' | 'odd'): InPieces<readonly LinePoint[]> {
    return this.#memory ? (yield* lineFrom(this.#memory, which)).points : [];
  }

  #begin(lap: LapSamples, lengthM: number): void {
    this.#memory = roomFor(lengthM, Math.max(8, Math.round(lengthM / STEP_M)));
    this.#laps = 1;
    this.#slot = 0;
    this.#strange = 0;
    this.#put(lineOfLap(lap, this.#memory.bins));
  }

  #put(line: { readonly [part in 'x' | 'z' | 'speed']: ArrayLike<number> }): void {
    const memory = this.#memory;
    if (!memory) return;
    for (const part of ['x', 'z', 'speed'] as const) {
      const [from, to] = [line[part], memory[part]];
      for (let bin = 0; bin < memory.bins; bin++) to[bin * MOST_LAPS + this.#slot] = from[bin] ?? Number.NaN;
    }
    this.#slot = (this.#slot + 1) % MOST_LAPS;
  }

  /** Compares with the latest lap: on the same track most steps are close together. */
  #isStrange(line: LapLine, memory: Memory): boolean {
    const latest = (this.#slot + MOST_LAPS - 1) % MOST_LAPS;
    const apart: number[] = [];
    const every = Math.ceil(memory.bins / COMPARED);
    for (let bin = 0; bin < memory.bins; bin += every) {
      const at = bin * MOST_LAPS + latest;
      const distance = Math.hypot((line.x[bin] ?? 0) - (memory.x[at] ?? 0), (line.z[bin] ?? 0) - (memory.z[at] ?? 0));
      if (!Number.isNaN(distance)) apart.push(distance);
    }
    const middle = apart.toSorted((one, other) => one - other)[apart.length >> 1] ?? Number.POSITIVE_INFINITY;
    const isOtherLength = Math.abs(line.lengthM - memory.lengthM) > OTHER_LENGTH * memory.lengthM;
    return middle > 5 * ELSEWHERE_M || (isOtherLength && middle > ELSEWHERE_M);
  }
}
