import { boxOf, type Car, type Intention, isOnTrack, LENGTH_M, paceOf, WIDTH_M } from './car.ts';
import { between, happens, type Random } from './random.ts';
import { ahead, pits, type Track } from './track.ts';

export interface Situation {
  track: Track;
  cars: readonly Car[];
  nowMs: number;
  seconds: number;
  random: Random;
}

/** What the driver wants to do next: line and pace, the cars around, and mistakes. */
export function intentionOf(car: Car, situation: Situation): Intention {
  const { track, nowMs } = situation;
  if (car.script && nowMs > car.script.untilMs) car.script = undefined;
  if (car.script) return car.script.intention();
  if (car.mode === 'in' || car.mode === 'out') return throughPits(car, track);
  const best = track.speedAt(car.s) * paceOf(car);
  if (car.mistake) return { speed: best * car.mistake.speed, offset: car.mistake.offset, agility: 9 };
  const alone = { speed: best, offset: 0.7 * Math.sin(car.s / 70 + car.carId), agility: 3.5 };
  if (nowMs < car.blindUntilMs) return { ...alone, speed: best * 1.12, offset: car.offset };
  return besides(car, situation, follow(car, situation, alone));
}

/** Occasional mistakes; more frequent in corners, and for some drivers. */
export function err(car: Car, { track, nowMs, seconds, random }: Situation): void {
  if (car.mode !== 'track' || car.speed < 12 || car.script) return;
  if (car.mistake && nowMs > car.mistake.untilMs) car.mistake = undefined;
  if (car.mistake || car.hasFinished) return;
  const isCorner = track.speedAt(car.s) < 33;
  if (happens(random, (isCorner ? 0.007 : 0.0015) * car.skill.recklessness, seconds)) {
    const side = random() < 0.5 ? -1 : 1;
    const untilMs = nowMs + between(random, 1100, 2400);
    car.mistake = { untilMs, offset: side * between(random, 7, 14), speed: between(random, 0.6, 0.95) };
  } else if (happens(random, 0.012 * car.skill.recklessness, seconds)) {
    car.blindUntilMs = nowMs + between(random, 500, 1300);
  }
}

export const isPastExit = (car: Car, track: Track): boolean => ahead(boxOf(car), car.s, track.lengthM) > pits.exitM;

function throughPits(car: Car, track: Track): Intention {
  if (car.mode === 'out') return { speed: pits.speed, offset: isPastExit(car, track) ? 3 : pits.offset, agility: 6 };
  // Brakes for the pit lane on the way in, and in the lane for nobody.
  const distance = Math.max(0, ahead(car.s, track.lengthM, track.lengthM));
  const speed = Math.min(track.speedAt(car.s) * paceOf(car), pits.speed + distance / 6);
  return { speed, offset: pits.offset, agility: 8 };
}

/** Brakes for the car ahead, or overtakes it. */
function follow(car: Car, { track, cars, nowMs }: Situation, alone: Intention): Intention {
  const front = nearestAhead(car, cars, track);
  if (car.pass && (nowMs > car.pass.untilMs || !front)) car.pass = undefined;
  if (!front) return alone;
  const gap = ahead(car.s, front.s, track.lengthM) - LENGTH_M;
  const isInTheWay = Math.abs(front.offset - car.offset) < WIDTH_M + 0.5;
  if (!car.pass && gap < 12 && alone.speed > front.speed + 0.6) {
    car.pass = { side: front.offset > 0 ? -1 : 1, untilMs: nowMs + 6000 };
  }
  const offset = car.pass ? within(front.offset + car.pass.side * 2.9, 4.8) : alone.offset;
  if (!isInTheWay) return { ...alone, offset };
  const wanted = 1.5 + 0.16 * car.speed;
  const speed = Math.min(alone.speed, Math.max(0, front.speed + (gap - wanted) * 1.4));
  return { ...alone, offset, speed };
}

/** Leaves room for cars alongside. */
function besides(car: Car, { track, cars }: Situation, intention: Intention): Intention {
  let { offset } = intention;
  for (const other of cars) {
    if (other === car || !isOnTrack(other)) continue;
    if (Math.abs(ahead(car.s, other.s, track.lengthM)) > LENGTH_M + 1.5) continue;
    const side = Math.sign(car.offset - other.offset) || 1;
    const room = other.offset + side * (WIDTH_M + 0.5);
    if (Math.abs(car.offset - other.offset) < 5) offset = side > 0 ? Math.max(offset, room) : Math.min(offset, room);
  }
  return { ...intention, offset: within(offset, 5.4) };
}

function nearestAhead(car: Car, cars: readonly Car[], track: Track): Car | undefined {
  let nearest: Car | undefined;
  let least = 45;
  for (const other of cars) {
    if (other === car || !isOnTrack(other)) continue;
    const distance = ahead(car.s, other.s, track.lengthM);
    if (distance > 0 && distance < least) [nearest, least] = [other, distance];
  }
  return nearest;
}

const within = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
