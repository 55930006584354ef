/** The position of a car between the samples of its trace. */
import type { PictureSample } from './contactPicture.ts';

/** A longer gap is not drawn: the car may have done anything meanwhile. */
const LONGEST_GAP_S = 1.2;
/** The longest possible distance between two samples: 400 km/h during the longest gap. */
const LONGEST_WAY_M = 140;

export interface Pose {
  readonly x: number;
  readonly z: number;
  /** Unit vector in the direction of travel. */
  readonly hx: number;
  readonly hz: number;
  readonly kmh: number;
}

/** The part of a trace that can be drawn. */
export class DrawnTrace {
  readonly samples: readonly PictureSample[];
  /** The samples that give the heading while the car is standing. */
  readonly #moving: readonly PictureSample[];

  constructor(trace: readonly PictureSample[], from: number, to: number) {
    this.samples = trace
      .filter(({ t, x, z, vx, vz }) => [t, x, z, vx, vz].every(Number.isFinite) && t >= from && t <= to)
      .toSorted((one, other) => one.t - other.t);
    this.#moving = this.samples.filter(({ vx, vz }) => Math.hypot(vx, vz) > 1);
  }

  /**
   * Its speed is between those of the two samples, like a speed on the card. Undefined before its first sample, after its last one, and
   * in a gap.
   */
  at(t: number): Pose | undefined {
    const next = this.samples.findIndex((sample) => sample.t >= t);
    const b = this.samples[next];
    if (!b) return undefined;
    const a = this.samples[next - 1];
    if (b.t === t || !a) return b.t - t < 1e-9 ? this.#pose(b, b, 1) : undefined;
    const isGap = b.t - a.t > LONGEST_GAP_S || Math.hypot(b.x - a.x, b.z - a.z) > LONGEST_WAY_M;
    return isGap ? undefined : this.#pose(a, b, (t - a.t) / (b.t - a.t));
  }

  /** Positions every `step` seconds from one time to another, split at gaps. */
  pieces(from: number, to: number, step: number): readonly (readonly Pose[])[] {
    const pieces: Pose[][] = [[]];
    for (let index = 0; from + index * step <= to + 1e-9; index++) {
      const pose = this.at(from + index * step);
      if (pose) pieces.at(-1)?.push(pose);
      else if (pieces.at(-1)?.length) pieces.push([]);
    }
    return pieces.filter(({ length }) => length > 1);
  }

  #pose(a: PictureSample, b: PictureSample, u: number): Pose {
    const h = durationOf(a, b);
    const [vx, vz] = [a.vx + (b.vx - a.vx) * u, a.vz + (b.vz - a.vz) * u];
    const speed = Math.hypot(vx, vz);
    const [hx, hz] = speed > 1 ? [vx / speed, vz / speed] : this.#headingNear(a.t + (b.t - a.t) * u);
    return {
      x: hermite(a.x, a.vx, b.x, b.vx, u, h),
      z: hermite(a.z, a.vz, b.z, b.vz, u, h),
      hx,
      hz,
      kmh: speed * 3.6,
    };
  }

  #headingNear(t: number): readonly [number, number] {
    const [near] = this.#moving.toSorted((one, other) => Math.abs(one.t - t) - Math.abs(other.t - t));
    if (!near) return [1, 0];
    const speed = Math.hypot(near.vx, near.vz);
    return [near.vx / speed, near.vz / speed];
  }
}

/** From distance and speed: each sample waited in the game before it was sent, for an unknown time. */
function durationOf(a: PictureSample, b: PictureSample): number {
  const speeds = Math.hypot(a.vx, a.vz) + Math.hypot(b.vx, b.vz);
  return speeds > 0 ? (2 * Math.hypot(b.x - a.x, b.z - a.z)) / speeds : 0;
}

function hermite(a: number, va: number, b: number, vb: number, u: number, h: number): number {
  const [u2, u3] = [u * u, u * u * u];
  return (2 * u3 - 3 * u2 + 1) * a + (u3 - 2 * u2 + u) * h * va + (3 * u2 - 2 * u3) * b + (u3 - u2) * h * vb;
}
