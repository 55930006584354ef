/**
 * Staged contacts while cars race: two cars that are near each other anyway do what leads to a contact, from their
 * current positions and speeds, so that nothing jumps.
 */
import type { Car, Intention } from './car.ts';
import { corner, type ScriptName } from './scripts.ts';
import { ASPHALT_M, ahead, type Track } from './track.ts';

export interface StagingOptions {
  readonly cars: ReadonlyMap<number, Car>;
  readonly track: Track;
  /** The time between automatic ones in milliseconds; 0 for never. */
  readonly everyMs: number;
}

interface Pair {
  readonly front: Car;
  /** Comes from behind. */
  readonly rear: Car;
  readonly track: Track;
}

interface Kind {
  /** The gap from centre to centre at the start, in metres. */
  readonly gap: readonly [least: number, most: number];
  fits(pair: Pair): boolean;
  intentions(pair: Pair): readonly [front: () => Intention, rear: () => Intention];
}

const LONGEST_MS = 15_000;

export class Staging {
  readonly #options: StagingOptions;
  #nextMs: number;
  #turn = 0;

  constructor(options: StagingOptions) {
    this.#options = options;
    this.#nextMs = options.everyMs;
  }

  step(nowMs: number): void {
    const { everyMs } = this.#options;
    const name = BY_TURNS[this.#turn % BY_TURNS.length];
    if (everyMs === 0 || nowMs < this.#nextMs || name === undefined || !this.meet(name, nowMs)) return;
    this.#nextMs = nowMs + everyMs;
    this.#turn += 1;
  }

  /**
   * @param frontId the front car; any car when absent
   * @returns false if no two cars are in a suitable position
   */
  meet(name: ScriptName, nowMs: number, frontId?: number): boolean {
    const { cars, track } = this.#options;
    const kind = KINDS[name];
    const all = [...cars.values()];
    for (const front of all) {
      const rear = frontId === undefined || front.carId === frontId ? nextBehind(front, all, track) : undefined;
      if (!rear || !isFree(front) || !isFree(rear)) continue;
      const [pair, gap] = [{ front, rear, track }, ahead(rear.s, front.s, track.lengthM)];
      if (gap < kind.gap[0] || gap > kind.gap[1] || !kind.fits(pair)) continue;
      const [first, second] = kind.intentions(pair);
      front.script = { untilMs: nowMs + LONGEST_MS, intention: first };
      rear.script = { untilMs: nowMs + LONGEST_MS, intention: second };
      return true;
    }
    return false;
  }
}

const isFree = ({ mode, script, mistake, hasFinished, speed }: Car): boolean =>
  mode === 'track' && !script && !mistake && !hasFinished && speed > 12;

function nextBehind(front: Car, cars: readonly Car[], track: Track): Car | undefined {
  const gapOf = (car: Car): number => ahead(car.s, front.s, track.lengthM);
  const [next] = cars
    .filter((car) => car !== front && car.mode === 'track' && gapOf(car) > 0)
    .toSorted((one, other) => gapOf(one) - gapOf(other));
  return next;
}

/** How far the rear car is behind, from centre to centre. */
const behind = ({ front, rear, track }: Pair): number => ahead(rear.s, front.s, track.lengthM);

const beside = ({ front, rear }: Pair): number => Math.abs(front.offset - rear.offset);

/** The speed with which the rear car comes alongside and stays there; it stays behind until there is room. */
function closing(pair: Pair, to: number, most = 5): number {
  const mayPass = beside(pair) > 2.3 || behind(pair) > 8;
  return pair.front.speed + (mayPass ? Math.max(-3, Math.min(most, (behind(pair) - to) * 1.2)) : -1);
}

/** Whether nobody has to brake much for a while. */
function isFast({ front, track }: Pair): boolean {
  for (let on = 0; on <= 150; on += 10) if (track.speedAt(front.s + on) < 19) return false;
  return true;
}

/** The side with more room: 1 is left. */
const roomBeside = ({ front }: Pair): 1 | -1 => (front.offset > 0 ? -1 : 1);

/** The order of the automatic ones. */
const BY_TURNS = ['nose-to-tail', 'rejoin', 'side', 'dive', 'squeeze'] as const satisfies readonly ScriptName[];

const KINDS: Readonly<Record<ScriptName, Kind>> = {
  'nose-to-tail': {
    gap: [8, 45],
    fits: isFast,
    intentions(pair) {
      const { front, track } = pair;
      const { offset } = front;
      return [
        () => ({ offset, agility: 3, speed: track.speedAt(front.s) * 0.8 }),
        () => ({ offset: front.offset, agility: 4, speed: front.speed + 9 }),
      ];
    },
  },
  side: {
    gap: [8, 45],
    fits: isFast,
    intentions(pair) {
      const [{ front, track }, to] = [pair, roomBeside(pair)];
      const isAlongside = () => Math.abs(behind(pair)) < 1 && beside(pair) > 2;
      let leans = false;
      return [
        () => ({ offset: -1.2 * to, agility: 3, speed: track.speedAt(front.s) * 0.75 }),
        () => {
          leans ||= isAlongside();
          return { offset: front.offset + to * (leans ? -2 : 3.4), agility: leans ? 7 : 4, speed: closing(pair, 0) };
        },
      ];
    },
  },
  squeeze: {
    gap: [8, 45],
    fits: isFast,
    intentions(pair) {
      const [{ front, track }, to] = [pair, roomBeside(pair)];
      const isBeside = () => behind(pair) < 2.8 && beside(pair) > 2;
      let moves = false;
      return [
        () => {
          moves ||= isBeside();
          return { offset: to * (moves ? 5 : -1.2), agility: moves ? 5 : 3, speed: track.speedAt(front.s) * 0.75 };
        },
        () => ({ offset: 2.4 * to, agility: 4, speed: closing(pair, 2.3) }),
      ];
    },
  },
  dive: {
    gap: [7, 30],
    fits({ front, track }) {
      const toApex = ahead(front.s, corner(track).apexS, track.lengthM);
      return toApex > 100 && toApex < 280;
    },
    intentions(pair) {
      const { front, track } = pair;
      const { apexS, side } = corner(track);
      const toApex = () => ahead(front.s, apexS, track.lengthM);
      return [
        () => ({ offset: side * (toApex() < 25 ? 4 : -2.5), agility: 7, speed: track.speedAt(front.s) * 0.8 }),
        () =>
          toApex() < 90
            ? { offset: 3 * side, agility: 5, speed: closing(pair, 2, 9) }
            : { offset: -2 * side, agility: 4, speed: closing(pair, 10) },
      ];
    },
  },
  rejoin: { gap: [20, 140], fits: isFast, intentions: (pair) => rejoining(pair, { pace: 0.45, isSeen: true }) },
  unseen: { gap: [20, 260], fits: isFast, intentions: (pair) => rejoining(pair, { pace: 0.3, isSeen: false }) },
};

interface Rejoining {
  /** The rejoining car's speed, as a fraction of its usual one. */
  readonly pace: number;
  /** Whether the other car brakes for it. */
  readonly isSeen: boolean;
}

/** It leaves the track, waits there, and rejoins just before the other car passes. */
function rejoining(pair: Pair, { pace, isSeen }: Rejoining): ReturnType<Kind['intentions']> {
  const { front, rear, track } = pair;
  const off = ASPHALT_M + 2.5;
  const slow = () => Math.max(7, track.speedAt(front.s) * pace);
  let comesBack = false;
  return [
    () => {
      const isNear = behind(pair) < 1.9 * (rear.speed - front.speed) + 4;
      comesBack ||= front.offset < -ASPHALT_M && isNear;
      return { offset: comesBack ? 1 : -off, agility: 6, speed: slow() + (comesBack ? 2 : 0) };
    },
    () => ({ offset: 0, agility: 2, speed: track.speedAt(rear.s) * 0.95 - (isSeen && behind(pair) < 12 ? 8 : 0) }),
  ];
}
