/** The positions of one car in one lap, and the line they give for every few metres of the track. */

/** Place and velocity of a car at one moment, in metres and m/s on the map's x and z; `place` 0 to 1 around the lap. */
export interface LineSample {
  readonly place: number;
  readonly x: number;
  readonly z: number;
  readonly vx: number;
  readonly vz: number;
}

const FIELDS = 5;
/** Enough for a lap of two minutes at four samples a second; longer laps grow it. */
const FIRST_ROOM = 512;

/** Stored as plain numbers, so that a field of forty cars takes one megabyte. */
export class LapSamples {
  #numbers = new Float32Array(FIRST_ROOM * FIELDS);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add({ place, x, z, vx, vz }: LineSample): void {
    const at = this.#length * FIELDS;
    if (at === this.#numbers.length) {
      const larger = new Float32Array(2 * this.#numbers.length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[at] = place;
    this.#numbers[at + 1] = x;
    this.#numbers[at + 2] = z;
    this.#numbers[at + 3] = vx;
    this.#numbers[at + 4] = vz;
    this.#length += 1;
  }

  /** The index must exist. */
  at(index: number): LineSample {
    const [numbers, at] = [this.#numbers, index * FIELDS];
    return {
      place: numbers[at] ?? 0,
      x: numbers[at + 1] ?? 0,
      z: numbers[at + 2] ?? 0,
      vx: numbers[at + 3] ?? 0,
      vz: numbers[at + 4] ?? 0,
    };
  }
}

/** The values of one lap at each step of the line; NaN if unknown. */
export interface LapLine {
  readonly x: Float32Array;
  readonly z: Float32Array;
  readonly speed: Float32Array;
  /** The length as driven. */
  readonly lengthM: number;
}

/** Between two samples further apart nothing is known: a bit more than half a second at 300 km/h. */
const MOST_BETWEEN_M = 60;

/**
 * The lap at the start of each of `bins` equal steps. Samples are in order: the first is the last one before the line,
 * and the last one is the first after it.
 */
export function lineOfLap(lap: LapSamples, bins: number): LapLine {
  const line = {
    x: new Float32Array(bins).fill(Number.NaN),
    z: new Float32Array(bins).fill(Number.NaN),
    speed: new Float32Array(bins).fill(Number.NaN),
  };
  let lengthM = 0;
  for (let index = 1; index < lap.length; index++) {
    const from = unwrapped(lap.at(index - 1), index === 1 ? -1 : 0);
    const to = unwrapped(lap.at(index), index === lap.length - 1 ? 1 : 0);
    lengthM += lengthWithin(from, to);
    if (Math.hypot(to.x - from.x, to.z - from.z) > MOST_BETWEEN_M) continue;
    fillBetween(line, from, to, bins);
  }
  return { x: line.x, z: line.z, speed: line.speed, lengthM };
}

/** The first and the last sample lie outside the lap: before 0, and after 1. */
const unwrapped = (sample: LineSample, turns: number): LineSample =>
  turns === 0 ? sample : { place: sample.place + turns, x: sample.x, z: sample.z, vx: sample.vx, vz: sample.vz };

function fillBetween(line: Pick<LapLine, 'x' | 'z' | 'speed'>, from: LineSample, to: LineSample, bins: number): void {
  const span = to.place - from.place;
  if (!(span > 0)) return;
  const h = durationOf(from, to);
  const last = Math.min(bins - 1, Math.floor(to.place * bins));
  for (let bin = Math.max(0, Math.ceil(from.place * bins)); bin <= last; bin++) {
    const u = (bin / bins - from.place) / span;
    line.x[bin] = hermite(from.x, from.vx, to.x, to.vx, u, h);
    line.z[bin] = hermite(from.z, from.vz, to.z, to.vz, u, h);
    line.speed[bin] = Math.hypot(from.vx, from.vz) * (1 - u) + Math.hypot(to.vx, to.vz) * u;
  }
}

/**
 * The time from one sample to the next, calculated from distance and speed. The times of receipt are less accurate,
 * because each sample had waited up to 56 ms in the game.
 */
function durationOf(from: LineSample, to: LineSample): number {
  const way = Math.hypot(to.x - from.x, to.z - from.z);
  const speeds = Math.hypot(from.vx, from.vz) + Math.hypot(to.vx, to.vz);
  return speeds > 0 ? (2 * way) / speeds : 0;
}

/** The unique cubic curve through both places with both velocities. */
function hermite(a: number, va: number, b: number, vb: number, u: number, h: number): number {
  const [u2, u3] = [u * u, u * u * u];
  return (2 * u3 - 3 * u2 + 1) * a + (u3 - 2 * u2 + u) * h * va + (3 * u2 - 2 * u3) * b + (u3 - u2) * h * vb;
}

const PARTS = 4;

/** The length of the path between two samples, as far as it belongs to this lap. */
function lengthWithin(from: LineSample, to: LineSample): number {
  const h = durationOf(from, to);
  let [length, x, z] = [0, from.x, from.z];
  for (let part = 1; part <= PARTS; part++) {
    const nextX = hermite(from.x, from.vx, to.x, to.vx, part / PARTS, h);
    const nextZ = hermite(from.z, from.vz, to.z, to.vz, part / PARTS, h);
    length += Math.hypot(nextX - x, nextZ - z);
    [x, z] = [nextX, nextZ];
  }
  const span = to.place - from.place;
  const within = Math.min(1, to.place) - Math.max(0, from.place);
  return span > 0 ? (length * Math.max(0, within)) / span : length;
}
