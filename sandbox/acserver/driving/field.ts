import type { Vec3 } from '../../../src/acserver/udp/fields.ts';
import {
  boxOf,
  type Car,
  createCar,
  drive,
  isOnTrack,
  newLap,
  putInBox,
  putOnGrid,
  type Skill,
  sectorEnds,
  stand,
} from './car.ts';
import { blowsOf, inFrame, left, overlap } from './contact.ts';
import type { Happening, LapHappening } from './happening.ts';
import { between, type Random } from './random.ts';
import { begin, type ScriptName } from './scripts.ts';
import { ASPHALT_M, ahead, pits, type Track, WALL_M } from './track.ts';
import { err, intentionOf, isPastExit, type Situation } from './traffic.ts';

export interface Field {
  readonly cars: ReadonlyMap<number, Car>;
  add(carId: number, skill: Skill, nowMs: number): Car;
  remove(carId: number): void;
  /** Moves everybody to their boxes: a practice or qualifying begins. */
  toBoxes(nowMs: number): void;
  /** Moves everybody to the grid, in this order; the lights go out at `lightsMs`. */
  toGrid(order: readonly number[], lightsMs: number): void;
  /** Advances to `nowMs`. */
  step(nowMs: number): Happening[];
  /** Puts the second car at full speed behind the first; geometry does the rest. */
  collide(carId: number, otherCarId: number, nowMs: number): void;
  /** Puts both cars where a contact of this kind begins, and lets them drive into it. */
  play(name: ScriptName, cars: readonly [front: number, rear: number], nowMs: number): void;
  /** Cars that stand stay where they are. */
  calm(): void;
}

/** Half of the pairs that touch keep touching for a while: one report is enough. */
const pairPauseMs = 2500;

export function createField(track: Track, random: Random): Field {
  const cars = new Map<number, Car>();
  const touched = new Map<string, number>();
  let lastMs = 0;
  let isCalm = false;

  function step(nowMs: number): Happening[] {
    const seconds = (nowMs - lastMs) / 1000;
    lastMs = nowMs;
    const situation: Situation = { track, cars: [...cars.values()], nowMs, seconds, random };
    const moving = situation.cars.filter((car) => !(isCalm && isStanding(car)));
    const driven = moving.flatMap((car) => driveOn(car, situation));
    return [...driven, ...walls(situation), ...contacts(situation, touched)].sort((a, b) => a.atMs - b.atMs);
  }

  return {
    cars,
    step,
    add(carId, skill, nowMs) {
      const car = createCar(carId, skill, track);
      car.waitUntilMs = nowMs + between(random, 1500, 9000);
      cars.set(carId, car);
      return car;
    },
    remove: (carId) => void cars.delete(carId),
    toBoxes(nowMs) {
      for (const car of cars.values()) putInBox(car, track, nowMs + between(random, 3000, 15_000));
    },
    toGrid(order, lightsMs) {
      const known = order.flatMap((carId) => cars.get(carId) ?? []);
      for (const [place, car] of known.entries()) {
        putOnGrid(car, track, place, { atMs: lightsMs, reactionMs: between(random, 150, 600) });
      }
    },
    collide(carId, otherCarId, nowMs) {
      const [front, rear] = [cars.get(carId), cars.get(otherCarId)];
      if (!front || !rear) return;
      aim(rear, front, { track, nowMs });
      touched.delete(pairOf(front, rear));
    },
    play(name, [frontId, rearId], nowMs) {
      const [front, rear] = [cars.get(frontId), cars.get(rearId)];
      if (!front || !rear) return;
      for (const car of [front, rear]) if (isStanding(car)) car.lap = newLap(nowMs);
      begin(name, { front, rear, track }, nowMs);
      touched.delete(pairOf(front, rear));
    },
    calm() {
      isCalm = true;
    },
  };
}

function aim(rear: Car, front: Car, { track, nowMs }: Pick<Situation, 'track' | 'nowMs'>): void {
  for (const car of [front, rear]) {
    if (isStanding(car)) car.lap = newLap(nowMs);
    car.mode = 'track';
  }
  stand(front, track, front.s, Math.max(-3, Math.min(3, front.offset)), Math.max(front.speed, 12));
  stand(rear, track, front.s - 4.7, front.offset, front.speed + 9);
  rear.blindUntilMs = nowMs + 400;
}

function driveOn(car: Car, situation: Situation): Happening[] {
  const { track, nowMs, seconds, random } = situation;
  if (isStanding(car)) return leave(car, nowMs, track);
  err(car, situation);
  const from = car.s;
  const distance = drive(car, track, intentionOf(car, situation), seconds);
  const happenings = timing(car, { from, distance, situation });
  countCuts(car);
  if (car.mode === 'track' && wantsIn(car, track)) car.mode = 'in';
  if (car.mode === 'in' && isAtBox(car, track)) {
    car.mode = 'stop';
    car.waitUntilMs = nowMs + between(random, 4000, car.hasFinished ? 4000 : 9000);
    stand(car, track, boxOf(car), pits.boxOffset);
    return [...happenings, { kind: 'tyres', atMs: nowMs, carId: car.carId }];
  }
  if (car.mode === 'out' && isPastExit(car, track) && car.offset < ASPHALT_M - 1) car.mode = 'track';
  return happenings;
}

const isStanding = ({ mode }: Car): boolean => mode === 'box' || mode === 'grid' || mode === 'stop';

/** A stint's first lap from the box is timed from there, a race's first lap from the lights. */
function leave(car: Car, nowMs: number, track: Track): Happening[] {
  car.velocity = [0, 0, 0];
  if (nowMs < car.waitUntilMs || car.hasFinished) return [];
  if (car.mode === 'grid') car.mode = 'track';
  else {
    if (car.mode === 'box') car.lap = newLap(nowMs);
    stand(car, track, boxOf(car), pits.offset);
    Object.assign(car, { mode: 'out', stint: 0 });
  }
  return [];
}

/** Splits and laps, exact to the millisecond within the step. */
function timing(car: Car, drove: { from: number; distance: number; situation: Situation }): Happening[] {
  const { from, distance, situation } = drove;
  const { track, nowMs, seconds } = situation;
  const atMs = (end: number) => Math.round(nowMs - (1 - (end - from) / distance) * seconds * 1000);
  const { carId, lap } = car;
  const happenings: Happening[] = [];
  for (const end of sectorEnds(from, distance, track)) {
    const ms = atMs(end) - lap.startedMs - sum(lap.sectors);
    const cuts = lap.cuts - lap.earlierCuts;
    happenings.push({ kind: 'split', atMs: atMs(end), carId, split: lap.sectors.length, ms, cuts });
    lap.sectors.push(ms);
    lap.earlierCuts = lap.cuts;
  }
  if (from + distance < track.lengthM) return happenings;
  const crossedMs = atMs(track.lengthM);
  // A grid is before the line: the first crossing begins the first lap and ends none.
  if (lap.sectors.length === 0) return happenings;
  const lapMs = crossedMs - lap.startedMs;
  const sectors = [...lap.sectors, lapMs - sum(lap.sectors)];
  const { cuts, earlierCuts } = lap;
  const done: LapHappening = {
    kind: 'lap',
    atMs: crossedMs,
    carId,
    lapMs,
    cuts,
    lastCuts: cuts - earlierCuts,
    sectors,
  };
  if (!car.hasFinished) happenings.push(done);
  car.lap = newLap(crossedMs);
  car.stint += 1;
  return happenings;
}

/** Counts one each time the whole car leaves the asphalt. */
function countCuts(car: Car): void {
  const isOff = car.mode === 'track' && Math.abs(car.offset) > ASPHALT_M + 1;
  if (isOff && !car.lap.isOff) car.lap.cuts += 1;
  car.lap.isOff = isOff;
}

/** After some laps, for some drivers sooner; and after the flag. */
function wantsIn(car: Car, track: Track): boolean {
  const toLine = ahead(car.s, track.lengthM, track.lengthM);
  if (toLine < pits.entryM - 60 || toLine > pits.entryM) return false;
  return car.hasFinished || car.stint >= 7 + (car.carId % 4);
}

const isAtBox = (car: Car, track: Track): boolean =>
  ahead(car.s, boxOf(car), track.lengthM) <= 0 && ahead(car.s, boxOf(car), track.lengthM) > -60;

function walls({ cars, nowMs }: Situation): Happening[] {
  return cars.flatMap((car) => {
    if (car.mode !== 'track' || Math.abs(car.offset) < WALL_M) return [];
    const side = Math.sign(car.offset);
    // The speed into the wall counts, plus a little of the speed along it.
    const impactSpeed = Math.hypot(car.drift, car.speed * 0.15) * 3.6;
    const [[hx, hz], [lx, lz]] = [car.heading, left(car.heading)];
    // The front corner on that side, a little above the ground.
    const world: Vec3 = [car.pos[0] + hx * 2.2 + lx * side, car.pos[1] + 0.3, car.pos[2] + hz * 2.2 + lz * side];
    car.offset = side * (WALL_M - 0.1);
    Object.assign(car, { drift: -side * 2, speed: car.speed * 0.6, mistake: undefined });
    return [
      { kind: 'wall' as const, atMs: nowMs, blow: { carId: car.carId, impactSpeed, world, rel: inFrame(car, world) } },
    ];
  });
}

function contacts({ cars, track, nowMs }: Situation, touched: Map<string, number>): Happening[] {
  const racing = cars.filter(isOnTrack);
  const happenings: Happening[] = [];
  for (const [index, a] of racing.entries()) {
    for (let other = index + 1; other < racing.length; other++) {
      const b = racing[other];
      if (!b || !overlap(a, b)) continue;
      const pair = pairOf(a, b);
      const isNew = nowMs >= (touched.get(pair) ?? 0);
      const blows = blowsOf(a, b);
      bounce(a, b, track);
      if (!isNew || blows[0].impactSpeed < 1) continue;
      touched.set(pair, nowMs + pairPauseMs);
      happenings.push({ kind: 'contact', atMs: nowMs, blows });
    }
  }
  return happenings;
}

/** The rear car loses speed, the front car is pushed, and both move apart. */
function bounce(a: Car, b: Car, track: Track): void {
  const [front, rear] = ahead(a.s, b.s, track.lengthM) > 0 ? [b, a] : [a, b];
  if (front.shove || rear.shove) return;
  const closing = Math.max(0, rear.speed - front.speed);
  rear.blindUntilMs = 0;
  front.script = undefined;
  rear.script = undefined;
  const side = Math.sign(front.offset - rear.offset) || 1;
  front.shove = { speed: closing * 0.3, drift: side * 1.2 };
  rear.shove = { speed: -closing * 0.8, drift: -side * 1.2 };
}

const pairOf = (a: Car, b: Car): string => `${Math.min(a.carId, b.carId)} ${Math.max(a.carId, b.carId)}`;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
