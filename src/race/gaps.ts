/** Gaps between cars in a race, from the times at which they passed the same marks around the lap. */
import type { PacketOf } from '../acserver/udp/packets.ts';

/** Marks around a lap, evenly spaced: at 90 s a lap, one every 0.45 s. */
export const MARKS = 200;

/** After a longer silence a car may have passed any number of marks, so its place is determined from scratch. */
const LONGEST_MS = 5000;
/** This soon after the lights, a car near the end of the lap has not crossed the line yet. */
const START_MS = 45_000;
/** Grids and pits are near the line. */
const NEAR_END = 0.75;
/** A car that moved further than its speed allows, plus this distance, was put elsewhere: metres. */
const MOVED_M = 5;
/** As a fraction of a lap. */
const MOVED_PART = 0.05;

/** How far one car is behind another. */
export interface Gap {
  /** Whole laps. */
  readonly laps: number;
  /** Milliseconds on top of those; absent if the car ahead was not seen passing that place. */
  readonly ms?: number | undefined;
}

/** Where a car is, and how it got there. Numbers only: no allocation per position. */
interface Car {
  /** When it last passed each mark, by the caller's clock, and that mark's number in the race. */
  readonly times: Float64Array;
  readonly counts: Int32Array;
  /** Full laps by the place alone; -1 on a grid before the line. */
  turns: number;
  place: number;
  x: number;
  y: number;
  z: number;
  speedMs: number;
  /** When its last position came; -1 before the first. */
  at: number;
  /** The last mark that it passed, counted from the line at the start, and when. */
  last: number;
  lastAt: number;
  /** The mark at which its race ends. */
  end: number;
  /** It appears in its pit box next, as every driver who joins does. */
  isNew: boolean;
}

export interface GapsOptions {
  /** Laps completed, as reported by the server. */
  readonly lapsOf: (carId: number) => number;
}

/** The cars of one game server in one race. Fed with every position packet, queried on demand. */
export class RaceGaps {
  readonly #lapsOf: GapsOptions['lapsOf'];
  readonly #cars: (Car | undefined)[] = [];
  #isRace = false;
  #isUnderWay = false;

  constructor({ lapsOf }: GapsOptions) {
    this.#lapsOf = lapsOf;
  }

  /** A new session: nothing of the previous one counts. */
  begin(isRace: boolean): void {
    this.#isRace = isRace;
    this.#isUnderWay = false;
    this.#cars.length = 0;
  }

  /** Another driver is in the car now, or the same one has joined again. */
  forget(carId: number): void {
    if (this.#cars[carId]) this.#cars[carId] = newCar(true);
  }

  /**
   * @param at from a clock that never jumps, milliseconds
   * @param sinceStartMs since the lights went out; negative before that, while cars stand on the grid
   */
  seen(packet: PacketOf<'carUpdate'>, at: number, sinceStartMs: number): void {
    const { carId, normalizedSplinePos: place } = packet;
    if (!(place >= 0 && place <= 1)) return;
    const car = this.#cars[carId] ?? newCar(false);
    this.#cars[carId] = car;
    this.#isUnderWay = sinceStartMs >= 0;
    if (this.#isRace) {
      const isFollowed = this.#isUnderWay && car.at >= 0 && at - car.at <= LONGEST_MS;
      if (isFollowed && !isMoved(car, packet, at)) pass(car, place, at);
      else this.#find(car, packet, { at, sinceStartMs });
    }
    moveTo(car, packet, at);
  }

  /** The server has reported a completed lap. Its lap count is right, whatever was seen. */
  lapTold(carId: number, { laps, isFinished }: { readonly laps: number; readonly isFinished: boolean }): void {
    const car = this.#cars[carId];
    if (!car || !this.#isRace) return;
    const missed = turnsAt(car.place, laps) - car.turns;
    if (missed !== 0) shift(car, missed);
    if (!isFinished) return;
    car.end = laps * MARKS;
    if (car.last > car.end) [car.last, car.lastAt] = [car.end, timeOf(car, car.end) ?? car.lastAt];
  }

  /** Whether positions give the order of the cars. */
  get isUnderWay(): boolean {
    return this.#isRace && this.#isUnderWay;
  }

  /** How far it has come, in marks, and when it got there; undefined if it sends no positions. */
  progressOf(carId: number): { readonly marks: number; readonly at: number } | undefined {
    const car = this.#cars[carId];
    return car && car.at >= 0 && this.#isRace ? { marks: car.last, at: car.lastAt } : undefined;
  }

  /** Where on the ground a car was last seen. */
  groundOf(carId: number): { readonly x: number; readonly z: number } | undefined {
    const car = this.#cars[carId];
    return car && car.at >= 0 ? { x: car.x, z: car.z } : undefined;
  }

  /** How far a car is behind another one ahead of it. */
  between(aheadId: number, behindId: number, now: number): Gap | undefined {
    const [ahead, behind] = [this.#cars[aheadId], this.#cars[behindId]];
    if (!ahead || !behind || ahead.at < 0 || behind.at < 0 || !this.isUnderWay) return undefined;
    const marks = ahead.last - behind.last;
    if (marks < 0) return undefined;
    const laps = Math.floor(marks / MARKS);
    const passedAt = timeOf(ahead, behind.last + laps * MARKS);
    if (passedAt === undefined) return { laps };
    const gap = behind.lastAt - passedAt;
    // A stationary car falls back too: by the time since the car ahead was at the next mark.
    const nextAt = behind.last < behind.end ? timeOf(ahead, behind.last + laps * MARKS + 1) : undefined;
    return { laps, ms: Math.max(0, gap, nextAt === undefined ? 0 : now - nextAt) };
  }

  /** Places a car whose path to here is unknown. */
  #find(
    car: Car,
    { carId, normalizedSplinePos: place }: PacketOf<'carUpdate'>,
    { at, sinceStartMs }: { readonly at: number; readonly sinceStartMs: number },
  ): void {
    const laps = this.#lapsOf(carId);
    const isFollowed = car.at >= 0 && at - car.at <= LONGEST_MS;
    // On the grid, or put into its box: before the line, its lap has not begun yet.
    const isBeforeLap = car.isNew || isFollowed || (laps === 0 && sinceStartMs < START_MS);
    car.turns = isBeforeLap && place > NEAR_END ? laps - 1 : laps;
    car.isNew = false;
    car.last = Math.min(Math.floor((car.turns + place) * MARKS), car.end);
    car.lastAt = at;
  }
}

const newCar = (isNew: boolean): Car => ({
  times: new Float64Array(MARKS),
  counts: new Int32Array(MARKS).fill(UNKNOWN),
  turns: 0,
  place: 0,
  x: 0,
  y: 0,
  z: 0,
  speedMs: 0,
  at: -1,
  last: 0,
  lastAt: 0,
  end: MOST_MARKS,
  isNew,
});

const UNKNOWN = -(2 ** 31);
const MOST_MARKS = 2 ** 31 - 1;

/** A lap is reported near the line: a car not yet seen past the line still has to finish its last lap. */
const turnsAt = (place: number, laps: number): number => (place > 0.5 ? laps - 1 : laps);

const markOf = (count: number): number => ((count % MARKS) + MARKS) % MARKS;

/** When it passed mark number `count` of the race; undefined if that was not seen, or it has passed there again. */
function timeOf({ times, counts }: Car, count: number): number | undefined {
  const mark = markOf(count);
  return counts[mark] === count ? times[mark] : undefined;
}

/** Moves a car to a place, past every mark in between. A car that rolls back passes them again later. */
function pass(car: Car, place: number, at: number): void {
  const from = car.turns + car.place;
  const step = place - car.place;
  if (step < -0.5) car.turns += 1;
  else if (step > 0.5) car.turns -= 1;
  const to = car.turns + place;
  const reached = Math.min(Math.floor(to * MARKS), car.end);
  if (reached < car.last) {
    car.last = reached;
    car.lastAt = at;
    return;
  }
  const perMark = to > from ? (at - car.at) / ((to - from) * MARKS) : 0;
  while (car.last < reached) {
    car.last += 1;
    car.lastAt = at - (to * MARKS - car.last) * perMark;
    const mark = markOf(car.last);
    car.times[mark] = car.lastAt;
    car.counts[mark] = car.last;
  }
}

function moveTo(car: Car, { pos, velocity, normalizedSplinePos }: PacketOf<'carUpdate'>, at: number): void {
  car.place = normalizedSplinePos;
  car.x = pos[0];
  car.y = pos[1];
  car.z = pos[2];
  // Math.hypot takes ten times as long.
  car.speedMs = Math.sqrt(velocity[0] * velocity[0] + velocity[1] * velocity[1] + velocity[2] * velocity[2]);
  car.at = at;
}

/** Put elsewhere: along the lap, and further than it can have driven. In a replayed race cars outrun their speed. */
function isMoved(car: Car, { pos, velocity, normalizedSplinePos }: PacketOf<'carUpdate'>, at: number): boolean {
  const step = Math.abs(normalizedSplinePos - car.place);
  if (car.at < 0 || Math.min(step, 1 - step) < MOVED_PART) return false;
  const speedMs = Math.max(car.speedMs, Math.hypot(velocity[0], velocity[1], velocity[2]));
  const possibleM = (speedMs * 1.5 * (at - car.at)) / 1000 + MOVED_M;
  return !(Math.hypot(pos[0] - car.x, pos[1] - car.y, pos[2] - car.z) <= possibleM);
}

/** Corrects a lap count that was off by whole laps. */
function shift(car: Car, laps: number): void {
  const by = laps * MARKS;
  car.turns += laps;
  car.last += by;
  for (let mark = 0; mark < MARKS; mark += 1) {
    const count = car.counts[mark] ?? UNKNOWN;
    if (count !== UNKNOWN) car.counts[mark] = count + by;
  }
}
