import type { Vec3 } from '../../../src/acserver/udp/fields.ts';

/**
 * A circuit of our own: whatever TRACK says, the simulated cars drive on this one. A place on it is the distance around
 * the lap (`s`, metres from the finish line) and the distance from the racing line (`offset`, metres, left is
 * positive).
 */
export interface Track {
  lengthM: number;
  /** World coordinates in metres as in the game: y is up, the map shows x and z. */
  at(s: number, offset: number): Vec3;
  /** Unit vector of the driving direction, in x and z. */
  headingAt(s: number): Heading;
  /** The speed of a perfect lap here, in m/s, with corners and the braking for them. */
  speedAt(s: number): number;
}

export type Heading = readonly [x: number, z: number];

/** The edge of the asphalt; cars further out cut or slide. */
export const ASPHALT_M = 6;
/** The distance of the wall. */
export const WALL_M = 11;

/** The pit lane runs beside the start, on the left, behind the wall. */
export const pits = {
  offset: 18,
  boxOffset: 23,
  /** Before the finish line. */
  entryM: 130,
  firstBoxM: 24,
  betweenBoxesM: 7,
  /** After the last box. */
  exitM: 30,
  speed: 80 / 3.6,
} as const;

/** The spline position where each timed sector but the last ends. */
export const SECTOR_ENDS = [0.34, 0.69] as const;

// The finish line is at the first point, on the straight that runs towards +x.
const points: readonly Heading[] = [
  ...([
    [0, 0],
    [110, 4],
    [220, 2],
    [292, -28],
    [312, -98],
    [268, -150],
    [196, -150],
  ] as const),
  ...([
    [150, -196],
    [164, -262],
    [118, -318],
    [34, -308],
    [2, -248],
    [22, -186],
    [-24, -140],
  ] as const),
  ...([
    [-104, -158],
    [-176, -210],
    [-244, -186],
    [-258, -108],
    [-206, -58],
    [-150, -14],
    [-80, -4],
  ] as const),
];

const ORIGIN: Heading = [0, 0];
const SAMPLE_M = 2;
const cornering = 13;
const braking = 11;
const topSpeed = 64;

export function createTrack(): Track {
  const { line, stepM } = resample(curve(points));
  const count = line.length;
  const lengthM = count * stepM;
  const headings = line.map((_, index) => direction(at(line, index - 1), at(line, index + 1)));
  const speeds = drivable(headings.map((_, index) => cornerSpeed(headings, index)));

  /** Interpolates between the samples before and after a place. */
  function between(list: readonly Heading[], s: number): Heading {
    const position = wrap(s, lengthM) / stepM;
    const before = Math.floor(position);
    const a = list[before % count] ?? ORIGIN;
    const b = list[(before + 1) % count] ?? ORIGIN;
    return [mix(a[0], b[0], position - before), mix(a[1], b[1], position - before)];
  }

  const headingAt = (s: number): Heading => unit(between(headings, s));

  return {
    lengthM,
    headingAt,
    at(s, offset) {
      const [x, z] = between(line, s);
      const [hx, hz] = headingAt(s);
      return [x + hz * offset, heightAt(s / lengthM), z - hx * offset];
    },
    speedAt(s) {
      const position = wrap(s, lengthM) / stepM;
      const before = Math.floor(position);
      return mix(speeds[before % count] ?? 0, speeds[(before + 1) % count] ?? 0, position - before);
    },
  };
}

/** From 0 to below `length`. */
export function wrap(s: number, length: number): number {
  const up = s + length;
  // Nearly every place is less than a lap away. There the remainders below give the same result, and take ten times as
  // long.
  if (up > 0 && up < length) return up;
  if (up >= length && up < 2 * length) return up - length;
  return ((s % length) + length) % length;
}

/** How far `to` is ahead of `from` on the shorter way round; negative if it is behind. */
export function ahead(from: number, to: number, length: number): number {
  const distance = wrap(to - from, length);
  return distance > length / 2 ? distance - length : distance;
}

/** A closed Catmull-Rom spline through the points, finely divided. */
function curve(through: readonly Heading[]): Heading[] {
  const parts = 60;
  return through.flatMap((_, index) =>
    Array.from({ length: parts }, (_, part) => {
      const [a, b, c, d] = [-1, 0, 1, 2].map((step) => at(through, index + step)) as [
        Heading,
        Heading,
        Heading,
        Heading,
      ];
      const u = part / parts;
      return [spline(a[0], b[0], c[0], d[0], u), spline(a[1], b[1], c[1], d[1], u)] as const;
    }),
  );
}

const spline = (a: number, b: number, c: number, d: number, u: number): number =>
  0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u ** 2 + (3 * b - a - 3 * c + d) * u ** 3);

/** The same curve with equal steps of about two metres. */
function resample(fine: readonly Heading[]): { line: Heading[]; stepM: number } {
  const lengths = fine.map((from, index) => distance(from, at(fine, index + 1)));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.round(total / SAMPLE_M);
  const stepM = total / count;
  const line: Heading[] = [];
  let passed = 0;
  fine.forEach((from, index) => {
    const to = at(fine, index + 1);
    const length = lengths[index] ?? 0;
    while (line.length < count && line.length * stepM < passed + length) {
      const part = (line.length * stepM - passed) / length;
      line.push([mix(from[0], to[0], part), mix(from[1], to[1], part)]);
    }
    passed += length;
  });
  return { line, stepM };
}

/** From the change of direction over twelve metres. */
function cornerSpeed(headings: readonly Heading[], index: number): number {
  const [ax, az] = at(headings, index - 3);
  const [bx, bz] = at(headings, index + 3);
  const turn = Math.abs(Math.atan2(ax * bz - az * bx, ax * bx + az * bz)) / (6 * SAMPLE_M);
  return Math.min(topSpeed, Math.sqrt(cornering / Math.max(turn, 1e-4)));
}

/** Limits braking (backwards) and acceleration (forwards), twice around the lap. */
function drivable(limits: readonly number[]): number[] {
  const speeds = [...limits];
  const count = speeds.length;
  for (let step = 2 * count; step > 0; step--) limit(speeds, step - 1, speeds[step % count] ?? 0, braking);
  for (let step = 0; step < 2 * count; step++) {
    const before = speeds[step % count] ?? 0;
    limit(speeds, step + 1, before, engine(before));
  }
  return speeds;
}

function limit(speeds: number[], index: number, neighbour: number, acceleration: number): void {
  const here = index % speeds.length;
  speeds[here] = Math.min(speeds[here] ?? 0, Math.sqrt(neighbour ** 2 + 2 * acceleration * SAMPLE_M));
}

/** The acceleration that is left at a speed, m/s². */
export const engine = (speed: number): number => Math.max(1.2, 8 * (1 - speed / 75));

/** Two hills, in metres. */
const heightAt = (part: number): number => 6 * Math.sin(2 * Math.PI * part) + 3 * Math.sin(4 * Math.PI * part);

const mix = (a: number, b: number, part: number): number => a + (b - a) * part;

const distance = (from: Heading, to: Heading): number => Math.hypot(to[0] - from[0], to[1] - from[1]);

const direction = (from: Heading, to: Heading): Heading => unit([to[0] - from[0], to[1] - from[1]]);

function unit([x, z]: Heading): Heading {
  const length = Math.hypot(x, z) || 1;
  return [x / length, z / length];
}

function at(list: readonly Heading[], index: number): Heading {
  return list[wrap(index, list.length)] ?? ORIGIN;
}
