/** What drivers did in their own clean laps tonight: where they braked, and how long each stretch took them. */
import type { Sample } from '../../race/tracesSample.ts';
import { type BrakingPoint, brakedAt } from './braking.ts';
import { type Waypoint, waypointsOf } from './way.ts';

/** A lap in equal parts; between two of them the time is taken from both. */
const PARTS = 256;
/** The latest count: a track changes with its rubber and the weather. */
const KEPT_LAPS = 12;
const FEWEST_LAPS = 3;
/** Slower than that is no lap of the driver's usual ones. */
const SLOWEST = 1.15;

interface Lap {
  readonly lapMs: number;
  /** Since the line, ms, at the beginning of each part; NaN where nothing was heard. */
  readonly times: Float32Array;
  readonly braked: readonly BrakingPoint[];
}

interface Car {
  startedAt: number | undefined;
  times: Float32Array;
  braked: BrakingPoint[];
  last: Sample | undefined;
  recent: Waypoint[];
  laps: Lap[];
}

/** How long a stretch took a driver, in the laps that count. */
export interface UsualTime {
  readonly medianMs: number;
  /** Standard deviation. */
  readonly spreadMs: number;
}

export class OwnLaps {
  readonly #cars = new Map<number, Car>();

  note(carId: number, sample: Sample): void {
    const car = this.#cars.get(carId) ?? emptyCar();
    this.#cars.set(carId, car);
    const { last } = car;
    if (last && (sample.at - last.at > 1000 || movedFrom(last, sample))) beginLap(car, undefined);
    else if (last) this.#goOn(car, last, sample);
    car.last = sample;
    car.recent = [...car.recent, ...waypointsOf([sample])].slice(-4);
    const braked = brakedAt(car.recent);
    if (braked) car.braked.push(braked);
  }

  /** A lap is over; one that was cut, or with a contact in it, counts for nothing. */
  lapCompleted(carId: number, { lapMs, isClean }: { readonly lapMs: number; readonly isClean: boolean }): void {
    const car = this.#cars.get(carId);
    const done = car?.laps.at(-1);
    // The line was passed a moment ago, or is about to be: what was driven up to it is the newest lap.
    if (!car || !done || Math.abs(done.lapMs - lapMs) > MATCH_MS) return;
    const best = Math.min(...car.laps.map((lap) => lap.lapMs));
    if (!isClean || lapMs > best * SLOWEST) car.laps.pop();
    else car.laps = car.laps.slice(-KEPT_LAPS);
  }

  /** Somebody else sits in the car. */
  forget(carId: number): void {
    this.#cars.delete(carId);
  }

  /** A list a lap. */
  brakingPoints(carId: number): readonly (readonly BrakingPoint[])[] {
    return this.#cars.get(carId)?.laps.map(({ braked }) => braked) ?? [];
  }

  /** From one place of the lap (0 to 1) forward to another; undefined with fewer than three laps. */
  usualTime(carId: number, from: number, to: number): UsualTime | undefined {
    const times = (this.#cars.get(carId)?.laps ?? [])
      .map((lap) => timeAt(lap, to) - timeAt(lap, from) + (to < from ? lap.lapMs : 0))
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const medianMs = times[times.length >> 1];
    if (medianMs === undefined || times.length < FEWEST_LAPS) return undefined;
    const spread = times.reduce((sum, each) => sum + (each - medianMs) ** 2, 0) / times.length;
    return { medianMs, spreadMs: Math.sqrt(spread) };
  }

  #goOn(car: Car, last: Sample, sample: Sample): void {
    const isOver = last.place > 0.9 && sample.place < 0.1;
    const reached = isOver ? sample.place + 1 : sample.place;
    const rate = (sample.at - last.at) / (reached - last.place);
    if (!(rate > 0 && rate < Infinity)) return;
    for (let part = Math.ceil(last.place * PARTS); part <= reached * PARTS; part += 1) {
      const at = last.at + (part / PARTS - last.place) * rate;
      if (part === PARTS) endLap(car, at);
      else if (car.startedAt !== undefined) car.times[part % PARTS] = at - car.startedAt;
    }
  }
}

/** Between what was measured here and what the server counted. */
const MATCH_MS = 500;

const emptyCar = (): Car => ({
  startedAt: undefined,
  times: new Float32Array(PARTS).fill(Number.NaN),
  braked: [],
  last: undefined,
  recent: [],
  laps: [],
});

function endLap(car: Car, at: number): void {
  const { startedAt, times, braked } = car;
  if (startedAt !== undefined) car.laps.push({ lapMs: at - startedAt, times, braked });
  beginLap(car, at);
}

function beginLap(car: Car, at: number | undefined): void {
  car.startedAt = at;
  car.times = new Float32Array(PARTS).fill(Number.NaN);
  if (at !== undefined) car.times[0] = 0;
  car.braked = [];
  if (at === undefined) car.recent = [];
}

/** A car that was set elsewhere. */
function movedFrom({ position, speedKmh, at }: Sample, to: Sample): boolean {
  const possible = ((Math.max(speedKmh, to.speedKmh) / 3.6) * 1.5 * (to.at - at)) / 1000 + 5;
  return !(Math.hypot(...to.position.map((metres, axis) => metres - (position[axis] ?? 0))) <= possible);
}

function timeAt({ times }: Lap, place: number): number {
  const part = Math.max(0, Math.min(PARTS - 1, place * PARTS));
  const index = Math.floor(part);
  const [from, to] = [times[index] ?? Number.NaN, times[Math.min(PARTS - 1, index + 1)] ?? Number.NaN];
  return from + (to - from) * (part - index);
}
