import type { Vec3 } from '../../../src/acserver/udp/fields.ts';
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import { engine, type Heading, pits, SECTOR_ENDS, type Track, wrap } from './track.ts';

/** A car whose driver has loaded the track. */
export interface Car {
  readonly carId: number;
  readonly skill: Skill;
  mode: Mode;
  s: number;
  offset: number;
  /** Along the track and across it, in m/s. */
  speed: number;
  drift: number;
  pos: Vec3;
  velocity: Vec3;
  /** Where the nose points. */
  heading: Heading;
  lap: LapSoFar;
  /** Laps since the last stop: after some of them the driver changes tyres. */
  stint: number;
  /** How long a car waits in its box, or for its driver to react to the lights. */
  waitUntilMs: number;
  mistake: Mistake | undefined;
  /** The script it follows. */
  script: Script | undefined;
  pass: { side: -1 | 1; untilMs: number } | undefined;
  /** What is left of a contact's effect on its speed and drift, m/s: nothing changes instantly. */
  shove: { speed: number; drift: number } | undefined;
  /** Until then the driver does not notice the car ahead. */
  blindUntilMs: number;
  /** kg and percent slow the car. */
  ballastKg: number;
  restrictor: number;
  /** This car has taken the flag: it goes to its box and drives no more laps. */
  hasFinished: boolean;
}

/** `grid` waits for the lights, `box` for its driver; `in` and `out` are in the pit lane. */
type Mode = 'box' | 'grid' | 'track' | 'in' | 'stop' | 'out';

export interface Skill {
  /** 1 is a perfect lap. */
  pace: number;
  /** How often things go wrong: 1 is an average driver. */
  recklessness: number;
}

interface Mistake {
  untilMs: number;
  offset: number;
  /** The factor for the speed. */
  speed: number;
}

export interface LapSoFar {
  startedMs: number;
  cuts: number;
  /** Cuts before the current sector. */
  earlierCuts: number;
  isOff: boolean;
  /** Milliseconds of each completed sector. */
  sectors: number[];
}

/** The driver's target position and speed. */
export interface Intention {
  speed: number;
  offset: number;
  /** How fast the car may change sides, in m/s. */
  agility: number;
}

/** A car's part in a scripted contact, until they touch or it takes too long. */
interface Script {
  readonly untilMs: number;
  intention(): Intention;
}

export const LENGTH_M = 4.5;
export const WIDTH_M = 1.9;

const braking = 12;

export function createCar(carId: number, skill: Skill, track: Track): Car {
  const car: Car = {
    carId,
    skill,
    mode: 'box',
    s: 0,
    offset: 0,
    speed: 0,
    drift: 0,
    pos: [0, 0, 0],
    velocity: [0, 0, 0],
    heading: [1, 0],
    lap: newLap(0),
    stint: 0,
    waitUntilMs: 0,
    mistake: undefined,
    script: undefined,
    pass: undefined,
    shove: undefined,
    blindUntilMs: 0,
    ballastKg: 0,
    restrictor: 0,
    hasFinished: false,
  };
  putInBox(car, track, 0);
  return car;
}

export const newLap = (startedMs: number): LapSoFar => ({
  startedMs,
  cuts: 0,
  earlierCuts: 0,
  isOff: false,
  sectors: [],
});

export function putInBox(car: Car, track: Track, waitUntilMs: number): void {
  Object.assign(car, { mode: 'box', waitUntilMs, stint: 0, hasFinished: false });
  stand(car, track, boxOf(car), pits.boxOffset);
}

/** Two columns before the finish line, as in the game. `place` counts from 0. */
export function putOnGrid(car: Car, track: Track, place: number, lights: { atMs: number; reactionMs: number }): void {
  const { atMs, reactionMs } = lights;
  Object.assign(car, { mode: 'grid', waitUntilMs: atMs + reactionMs, stint: 0, hasFinished: false });
  stand(car, track, track.lengthM - 8 - 8 * place, place % 2 === 0 ? -2.4 : 2.4);
  car.lap = newLap(atMs);
}

/** Sectors of a lap that was reported without being driven: they still add up to it. */
export function equalSectors(lapMs: number): number[] {
  const sector = Math.floor(lapMs / 3);
  return [sector, sector, lapMs - 2 * sector];
}

/** Puts a car somewhere at once, without any resulting velocity. */
export function stand(car: Car, track: Track, s: number, offset: number, speed = 0): void {
  Object.assign(car, {
    s: wrap(s, track.lengthM),
    offset,
    speed,
    drift: 0,
    mistake: undefined,
    pass: undefined,
    shove: undefined,
    script: undefined,
  });
  car.heading = track.headingAt(car.s);
  car.pos = track.at(car.s, offset);
  car.velocity = [car.heading[0] * speed, 0, car.heading[1] * speed];
}

export const boxOf = ({ carId }: Pick<Car, 'carId'>): number => pits.firstBoxM + pits.betweenBoxesM * carId;

export const isOnTrack = ({ mode }: Car): boolean => mode === 'track' || mode === 'grid';

/** 100 kg cost two seconds per minute, and so does 20 % of restrictor. */
export const paceOf = ({ skill, ballastKg, restrictor }: Car): number =>
  skill.pace * (1 - ballastKg / 3000 - restrictor / 600);

/** Drives for a while; returns the distance covered. */
export function drive(car: Car, track: Track, intention: Intention, seconds: number): number {
  const change = Math.max(-braking * seconds, Math.min(engine(car.speed) * seconds, intention.speed - car.speed));
  car.speed = Math.max(0, car.speed + change);
  const wanted = (intention.offset - car.offset) * 1.6;
  const limit = Math.min(intention.agility, car.speed * 0.4);
  car.drift += Math.max(-12 * seconds, Math.min(12 * seconds, Math.max(-limit, Math.min(limit, wanted)) - car.drift));
  yieldTo(car, seconds);
  const distance = car.speed * seconds;
  car.s = wrap(car.s + distance, track.lengthM);
  car.offset += car.drift * seconds;
  settle(car, track, seconds);
  return distance;
}

/** The limits for a contact's effect, light or heavy: 6 g along, 2 g across. */
const SHOVE = { speed: 60, drift: 24 } as const;

function yieldTo(car: Car, seconds: number): void {
  const { shove } = car;
  if (!shove) return;
  for (const part of ['speed', 'drift'] as const) {
    const most = SHOVE[part] * seconds;
    const change = Math.max(-most, Math.min(most, shove[part]));
    shove[part] -= change;
    car[part] += change;
  }
  car.speed = Math.max(0, car.speed);
  if (shove.speed === 0 && shove.drift === 0) car.shove = undefined;
}

/** CAR_UPDATE for this moment. */
export function updateOf(car: Car, track: Track): PacketOf<'carUpdate'> {
  const { gear, rpm } = gearbox(Math.hypot(...car.velocity));
  const { carId, pos, velocity, s } = car;
  return { type: 'carUpdate', carId, pos, velocity, gear, rpm, normalizedSplinePos: s / track.lengthM };
}

/** The sectors that end between the two places. */
export function sectorEnds(from: number, distance: number, track: Track): number[] {
  const ends: number[] = [];
  for (const part of SECTOR_ENDS) {
    const end = part * track.lengthM;
    if (from < end && from + distance >= end) ends.push(end);
  }
  return ends;
}

/** The velocity is derived from the positions, so that the two always agree. */
function settle(car: Car, track: Track, seconds: number): void {
  const [x, y, z] = car.pos;
  car.pos = track.at(car.s, car.offset);
  car.velocity = [(car.pos[0] - x) / seconds, (car.pos[1] - y) / seconds, (car.pos[2] - z) / seconds];
  const [hx, hz] = track.headingAt(car.s);
  const slip = car.speed > 1 ? car.drift / car.speed : 0;
  const length = Math.hypot(hx + hz * slip, hz - hx * slip) || 1;
  car.heading = [(hx + hz * slip) / length, (hz - hx * slip) / length];
}

/** Top speed of each gear in m/s. */
const gears = [16, 25, 34, 43, 53, 70];

/** 1 is neutral, 2 the first gear. */
function gearbox(speed: number): { gear: number; rpm: number } {
  if (speed < 0.5) return { gear: 1, rpm: 900 };
  const index = Math.max(
    0,
    gears.findIndex((top) => speed < top),
  );
  return { gear: index + 2, rpm: Math.round(2500 + 5300 * (speed / (gears[index] ?? 70))) };
}
