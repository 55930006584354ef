/** One car's driving: its current lap in numbers, and its latest clean laps. */
import type { Position } from '../../events/events.ts';
import { BRAKING, type BrakingPoint, brakedAt } from './braking.ts';
import { FASTEST_MS, FURTHEST_M, type Waypoint } from './way.ts';

/** A lap is split into equal parts; between two of them the time is interpolated. */
export const PARTS = 256;
/** Only the latest laps count: a track changes with rubber and weather. */
const KEPT_LAPS = 12;
/** A lap slower than this is not one of the driver's usual ones. */
const SLOWEST = 1.15;
/** The allowed difference between the lap time measured here and the server's. */
const MATCH_MS = 500;
/** After a longer time without a position, nobody knows what the car did. */
const LONGEST_GAP_MS = 1000;

export interface Lap {
  readonly lapMs: number;
  /** Milliseconds since the line, at the start of each part; NaN where no position was received. */
  readonly times: Float32Array;
  readonly braked: readonly BrakingPoint[];
}

export interface ToldLap {
  readonly lapMs: number;
  /** Without cuts and contacts. */
  readonly isClean: boolean;
}

/** A ring buffer of the latest samples; for each: time, x, z, their velocities, and the speed over the ground. */
const RECENT = 4;
const WIDTH = 6;
const SPEED = 5;

export class DrivenCar {
  #startedAt: number | undefined;
  #times = newTimes();
  #braked: BrakingPoint[] = [];
  /** The previous sample; NaN before the first. */
  #at = Number.NaN;
  #x = 0;
  #y = 0;
  #z = 0;
  #speedMs = 0;
  #place = 0;
  readonly #recent = new Float64Array(RECENT * WIDTH);
  #recentLength = 0;
  /** The index of the next sample in the ring buffer. */
  #next = 0;
  /** A lap that was driven but not reported by the server yet, and one that was reported first. */
  #driven: Lap | undefined;
  #told: ToldLap | undefined;
  #laps: readonly Lap[] = [];

  /** The latest laps, oldest first. */
  get laps(): readonly Lap[] {
    return this.#laps;
  }

  /** Rounds to centimetres, like positions stored with an incident, so that compared values have the same precision. */
  note(at: number, position: Position, velocity: Position, place: number): void {
    const x = toCentimetre(position[0]);
    const y = toCentimetre(position[1]);
    const z = toCentimetre(position[2]);
    const speedMs = lengthOf(velocity[0], velocity[1], velocity[2]);
    const part = Math.round(place * 1e6) / 1e6;
    const sinceMs = at - this.#at;
    if (sinceMs > LONGEST_GAP_MS || this.#isElsewhere(x, y, z, speedMs, sinceMs)) this.abandonLap();
    else if (!Number.isNaN(sinceMs)) this.#goOn(at, part);
    this.#at = at;
    this.#x = x;
    this.#y = y;
    this.#z = z;
    this.#speedMs = speedMs;
    this.#place = part;
    this.#follow(at, position, velocity);
  }

  lapTold(told: ToldLap): void {
    this.#told = told;
    this.#settle();
  }

  /** Discards what was driven of this lap. */
  abandonLap(): void {
    if (this.#startedAt !== undefined) this.#times.fill(Number.NaN);
    this.#startedAt = undefined;
    if (this.#braked.length > 0) this.#braked = [];
    this.#recentLength = 0;
    this.#next = 0;
  }

  /** Moved further than it can have driven: it was set there. */
  #isElsewhere(x: number, y: number, z: number, speedMs: number, sinceMs: number): boolean {
    if (Number.isNaN(sinceMs)) return false;
    const possibleM = (Math.max(this.#speedMs, speedMs) * 1.5 * sinceMs) / 1000 + 5;
    return !(lengthOf(x - this.#x, y - this.#y, z - this.#z) <= possibleM);
  }

  #goOn(at: number, place: number): void {
    const [from, last] = [this.#place, this.#at];
    const reached = from > 0.9 && place < 0.1 ? place + 1 : place;
    const rate = (at - last) / (reached - from);
    if (!(rate > 0 && rate < Infinity)) return;
    for (let part = Math.ceil(from * PARTS); part <= reached * PARTS; part += 1) {
      const passedAt = last + (part / PARTS - from) * rate;
      if (part === PARTS) this.#endLap(passedAt);
      else if (this.#startedAt !== undefined) this.#times[part % PARTS] = passedAt - this.#startedAt;
    }
  }

  #endLap(at: number): void {
    const startedAt = this.#startedAt;
    this.#driven =
      startedAt === undefined ? undefined : { lapMs: at - startedAt, times: this.#times, braked: this.#braked };
    this.#startedAt = at;
    this.#times = newTimes();
    this.#times[0] = 0;
    this.#braked = [];
    this.#settle();
  }

  /** A lap only counts if the server's time for it matches; laps with cuts and slow laps do not count. */
  #settle(): void {
    const [driven, told] = [this.#driven, this.#told];
    if (!driven || !told || Math.abs(driven.lapMs - told.lapMs) > MATCH_MS) return;
    this.#driven = undefined;
    this.#told = undefined;
    const best = Math.min(told.lapMs, ...this.#laps.map((lap) => lap.lapMs));
    if (told.isClean && told.lapMs <= best * SLOWEST) this.#laps = [...this.#laps, driven].slice(-KEPT_LAPS);
  }

  /** Checks whether the brakes were applied. Skips values that no car can have. */
  #follow(at: number, position: Position, velocity: Position): void {
    if (!isWithin(position, FURTHEST_M) || !isWithin(velocity, FASTEST_MS)) return;
    const recent = this.#recent;
    const offset = this.#next * WIDTH;
    this.#next = (this.#next + 1) % RECENT;
    if (this.#recentLength < RECENT) this.#recentLength += 1;
    const [vx, vz] = [toCentimetre(velocity[0]), toCentimetre(velocity[2])];
    recent[offset] = at;
    recent[offset + 1] = this.#x;
    recent[offset + 2] = this.#z;
    recent[offset + 3] = vx;
    recent[offset + 4] = vz;
    recent[offset + SPEED] = lengthOf(vx, 0, vz);
    // Most of a lap has no braking: look closer only where there may be some.
    if (this.#recentLength < RECENT || !(this.#slowing(2) > BRAKING && this.#slowing(1) > BRAKING)) return;
    const braked = brakedAt([0, 1, 2, 3].map((index) => this.#waypoint(index)));
    if (braked) this.#braked.push(braked);
  }

  /** The deceleration between two neighbouring samples of the latest four, m/s². */
  #slowing(index: number): number {
    const recent = this.#recent;
    const from = this.#offsetOf(index);
    const to = this.#offsetOf(index + 1);
    const lost = (recent[from + SPEED] ?? 0) - (recent[to + SPEED] ?? 0);
    return (lost / Math.max(1, (recent[to] ?? 0) - (recent[from] ?? 0))) * 1000;
  }

  /** The oldest of the four samples is where the next one will be written. */
  #offsetOf(index: number): number {
    return ((this.#next + index) % RECENT) * WIDTH;
  }

  #waypoint(index: number): Waypoint {
    const offset = this.#offsetOf(index);
    const [at = 0, x = 0, z = 0, vx = 0, vz = 0] = this.#recent.subarray(offset, offset + WIDTH);
    return { at, place: { x, z }, velocity: { x: vx, z: vz } };
  }
}

const newTimes = (): Float32Array<ArrayBuffer> => new Float32Array(PARTS).fill(Number.NaN);

const toCentimetre = (metres: number): number => Math.round(metres * 100) / 100;

/** Math.hypot takes ten times as long. */
const lengthOf = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);

const isWithin = (point: Position, most: number): boolean =>
  Math.abs(point[0]) <= most && Math.abs(point[1]) <= most && Math.abs(point[2]) <= most;
