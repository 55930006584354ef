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
  /** Driven, and not yet told by the server; and the other way round. */
  driven: Lap | undefined;
  told: ToldLap | undefined;
  laps: Lap[];
}

interface ToldLap {
  readonly lapMs: number;
  /** Without cuts and contacts. */
  readonly isClean: boolean;
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

  /** A lap is over, a moment before or after the car is seen behind the line. */
  lapCompleted(carId: number, told: ToldLap): void {
    const car = this.#cars.get(carId);
    if (!car) return;
    car.told = told;
    settle(car);
  }

  /** There was a contact: the lap is none of the usual ones. */
  spoil(carId: number): void {
    const car = this.#cars.get(carId);
    if (car) beginLap(car, undefined);
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
  driven: undefined,
  told: undefined,
  laps: [],
});

/** Only what the server has counted as the driver saw it is a lap; one that was cut or slow counts for nothing. */
function settle(car: Car): void {
  const { driven, told, laps } = car;
  if (!driven || !told || Math.abs(driven.lapMs - told.lapMs) > MATCH_MS) return;
  car.driven = undefined;
  car.told = undefined;
  const best = Math.min(told.lapMs, ...laps.map((lap) => lap.lapMs));
  if (told.isClean && told.lapMs <= best * SLOWEST) car.laps = [...laps, driven].slice(-KEPT_LAPS);
}

function endLap(car: Car, at: number): void {
  const { startedAt, times, braked } = car;
  car.driven = startedAt === undefined ? undefined : { lapMs: at - startedAt, times, braked };
  beginLap(car, at);
  settle(car);
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
