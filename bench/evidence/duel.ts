/**
 * Two cars that brake for a corner and touch in it: where both really were at every moment. Shares no code with what is
 * measured by it.
 */
import { type Bend, bendOf, type Spot } from './bend.ts';
import type { Chance } from './random.ts';

export const LENGTH_M = 4.4;
export const WIDTH_M = 1.9;

/** A car at one moment. */
export interface Pose extends Spot {
  readonly vx: number;
  readonly vz: number;
  /** Its heading, which is its direction of travel unless it spins. */
  readonly hx: number;
  readonly hz: number;
}

export interface Duel {
  readonly bend: Bend;
  /** ms; the first of the two is at the apex at `apexMs`. */
  readonly contactMs: number;
  readonly apexMs: number;
  /** When the first of the two brakes. */
  readonly brakesMs: number;
  /** `car` 0 or 1. */
  pose(car: 0 | 1, ms: number): Pose;
  /** How far the second car is ahead of the first along the track. */
  leadM(ms: number): number;
}

export interface DuelShape {
  /** How far the first car, the one behind, is behind the second at the apex; -6..+6 m where absent. */
  readonly leadM?: number;
  /** Degrees between heading and direction of travel of one of them. */
  readonly spunBy?: number;
}

const LAST_MS = 20_000;
/** After the apex. */
const LATEST_MS = 2000;

/** Attempts until the cars touch soon after the apex. */
export function duelOf(chance: Chance, { leadM = chance.within(-6, 6), spunBy = 0 }: DuelShape = {}): Duel {
  for (;;) {
    const duel = attempt(chance, leadM, spunBy);
    if (duel) return duel;
  }
}

function attempt(chance: Chance, leadM: number, spunBy: number): Duel | undefined {
  const apexSpeed = chance.within(20, 50);
  const bend = bendOf({
    radiusM: (apexSpeed * apexSpeed) / chance.within(12, 18),
    angle: chance.within(0.6, 2),
    turns: chance.sign(),
    start: startAt(chance),
  });
  const speeds = {
    apexSpeed,
    entrySpeed: Math.min(85, apexSpeed + chance.within(10, 40)),
    braking: chance.within(9, 12),
    power: chance.within(2, 5),
  };
  const driven = drive(speeds);
  const way = lanes(chance, leadM);
  const spun = (spunBy * Math.PI) / 180;
  const before: Before = (car, ms) => poseOf(bend, { driven, way, car, ms, spun });
  const apexMs = firstAtApex(driven, way);
  const contactMs = firstTouch(before, apexMs - 4000, apexMs + LATEST_MS);
  if (contactMs === undefined || contactMs < apexMs + 20) return undefined;
  const { pose, leadM: leadAt } = ending(chance, before, contactMs);
  return { bend, contactMs, apexMs, brakesMs: driven.brakesMs, pose, leadM: leadAt };
}

type Before = (car: 0 | 1, ms: number) => Pose;

function firstTouch(before: Before, from: number, to: number): number | undefined {
  for (let ms = from; ms < to; ms += 10) {
    if (!touch(before(0, ms), before(1, ms))) continue;
    let first = ms;
    while (first > ms - 10 && touch(before(0, first - 1), before(1, first - 1))) first -= 1;
    return first;
  }
  return undefined;
}

function startAt(chance: Chance) {
  const angle = chance.within(0, 2 * Math.PI);
  return { x: chance.within(-900, 900), z: chance.within(-900, 900), hx: Math.cos(angle), hz: Math.sin(angle) };
}

interface Speeds {
  readonly apexSpeed: number;
  readonly entrySpeed: number;
  readonly braking: number;
  readonly power: number;
}

/** How fast the acceleration itself changes, m/s³: a pedal is not a switch. */
const JERK = 60;

/** Straight on, braking to the apex speed shortly before the apex, then accelerating away. */
function drive({ apexSpeed, entrySpeed, braking, power }: Speeds) {
  const s: number[] = [];
  const apexAt = { ms: 0, brakes: 0 };
  const brakeM = (entrySpeed ** 2 - apexSpeed ** 2) / (2 * braking);
  let [place, speed, change] = [-Math.min(600, brakeM + entrySpeed * 5), entrySpeed, 0];
  for (let ms = 0; ms <= LAST_MS; ms += 1) {
    s.push(place);
    if (place < 0) apexAt.ms = ms;
    if (place < -brakeM - 5) apexAt.brakes = ms;
    const wanted = place < -brakeM - 5 ? 0 : place < -5 && speed > apexSpeed ? -braking : place < 0 ? 0 : power;
    change += Math.max(-JERK / 1000, Math.min(JERK / 1000, wanted - change));
    speed = Math.max(apexSpeed * 0.9, speed + change / 1000);
    place += speed / 1000;
  }
  return { s, apexMs: apexAt.ms, brakesMs: apexAt.brakes };
}

/** How far apart they are before they touch, along and across the track; ms from the apex. */
interface Lanes {
  lead(ms: number): number;
  lateral(car: 0 | 1, ms: number): number;
}

const CHANGE_S = 0.7;

/** The first car comes from behind; after the apex either of them may be the faster one. */
function lanes(chance: Chance, leadM: number): Lanes {
  const [closing, after] = [chance.within(-6, -1), chance.within(-5, 5)];
  const [side, atApexM, nearing] = [chance.sign(), chance.within(1.95, 5), chance.within(0.3, 4)];
  const [base, drift] = [chance.within(-2, 2), chance.within(-1, 1)];
  const apart = (ms: number): number => Math.max(0.2, Math.min(6, atApexM - (nearing * ms) / 1000));
  const lead = (ms: number): number => {
    const seconds = ms / 1000;
    if (seconds < 0) return leadM + closing * seconds;
    const changing = Math.min(seconds, CHANGE_S);
    const changed = ((after - closing) * changing ** 2) / (2 * CHANGE_S);
    return leadM + closing * changing + changed + after * (seconds - changing);
  };
  return { lead, lateral: (car, ms) => base + (drift * ms) / 1000 + ((car === 0 ? -side : side) * apart(ms)) / 2 };
}

function firstAtApex({ s, apexMs }: Moment['driven'], way: Lanes): number {
  let first = apexMs;
  while (placeAt(s, first) - way.lead(first - apexMs) > 0) first -= 1;
  return first;
}

interface Moment {
  readonly driven: { readonly s: readonly number[]; readonly apexMs: number };
  readonly way: Lanes;
  readonly car: 0 | 1;
  readonly ms: number;
  readonly spun: number;
}

function poseOf(bend: Bend, { driven, way, car, ms, spun }: Moment): Pose {
  const spot = (at: number): Spot => {
    const since = at - driven.apexMs;
    // The second car drives the profile; the lead says where the first one is.
    const s = placeAt(driven.s, at) - (car === 0 ? way.lead(since) : 0);
    const { x, z, hx, hz } = bend.at(s);
    const lateral = way.lateral(car, since);
    return { x: x + lateral * hz, z: z - lateral * hx };
  };
  const [earlier, here, later] = [spot(ms - 2), spot(ms), spot(ms + 2)];
  const [vx, vz] = [((later.x - earlier.x) / 4) * 1000, ((later.z - earlier.z) / 4) * 1000];
  const speed = Math.hypot(vx, vz);
  const [dx, dz] = [vx / speed, vz / speed];
  const turn = car === 1 ? spun : 0;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return { x: here.x, z: here.z, vx, vz, hx: dx * cos - dz * sin, hz: dx * sin + dz * cos };
}

function placeAt(s: readonly number[], ms: number): number {
  const index = Math.max(0, Math.min(s.length - 2, Math.floor(ms)));
  const [one = 0, next = 0] = [s[index], s[index + 1]];
  return one + (next - one) * (ms - index);
}

/** Before the blow both drive as planned; after it they go straight on, slower and apart. */
function ending(chance: Chance, before: Before, contactMs: number) {
  const blows = [0, 1].map(() => ({
    along: chance.within(-4, 1),
    across: chance.within(-1.5, 1.5),
    slowing: chance.within(0, 6),
  }));
  const pose = (car: 0 | 1, ms: number): Pose => {
    const blow = blows[car];
    if (ms <= contactMs || !blow) return before(car, ms);
    const [at, seconds] = [before(car, contactMs), (ms - contactMs) / 1000];
    const speed = Math.hypot(at.vx, at.vz);
    const [dx, dz] = [at.vx / speed, at.vz / speed];
    const first = Math.max(1, speed + blow.along);
    const until = Math.min(seconds, (first - 1) / Math.max(0.01, blow.slowing));
    const along = first * seconds - blow.slowing * until * (seconds - until / 2);
    const now = first - blow.slowing * until;
    return {
      x: at.x + dx * along + dz * blow.across * seconds,
      z: at.z + dz * along - dx * blow.across * seconds,
      vx: dx * now + dz * blow.across,
      vz: dz * now - dx * blow.across,
      hx: at.hx,
      hz: at.hz,
    };
  };
  return { pose, leadM: (ms: number) => leadBetween(pose(0, ms), pose(1, ms)) };
}

/** Along the mean of both directions of travel. */
function leadBetween(a: Pose, b: Pose): number {
  const [sa, sb] = [Math.hypot(a.vx, a.vz), Math.hypot(b.vx, b.vz)];
  const [mx, mz] = [a.vx / sa + b.vx / sb, a.vz / sa + b.vz / sb];
  return ((b.x - a.x) * mx + (b.z - a.z) * mz) / Math.hypot(mx, mz);
}

/** Whether the rectangles of two cars overlap, by separating axes. */
function touch(a: Pose, b: Pose): boolean {
  const [dx, dz] = [b.x - a.x, b.z - a.z];
  if (Math.hypot(dx, dz) > LENGTH_M + WIDTH_M) return false;
  const axes = [a, b].flatMap(({ hx, hz }) => [
    [hx, hz],
    [hz, -hx],
  ]);
  return axes.every(([x = 0, z = 0]) => Math.abs(dx * x + dz * z) < reach(a, x, z) + reach(b, x, z));
}

const reach = ({ hx, hz }: Pose, x: number, z: number): number =>
  (LENGTH_M / 2) * Math.abs(hx * x + hz * z) + (WIDTH_M / 2) * Math.abs(hz * x - hx * z);
