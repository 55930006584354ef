/**
 * Contacts as they happen in races, on order. Both cars drive into it for some seconds, so that the whole approach is
 * recorded.
 */
import { type Car, type Intention, stand } from './car.ts';
import { ASPHALT_M, ahead, type Track } from './track.ts';

export const SCRIPTS = ['nose-to-tail', 'side', 'squeeze', 'dive', 'rejoin', 'unseen'] as const;
export type ScriptName = (typeof SCRIPTS)[number];

interface Cast {
  readonly front: Car;
  /** Comes from behind. */
  readonly rear: Car;
  readonly track: Track;
}

/** Where each begins: metres around the lap, metres beside the line, metres per second. */
interface Start {
  readonly s: number;
  readonly offset: number;
  readonly speed: number;
}

interface Play {
  readonly front: Start;
  readonly rear: Start;
  readonly intentions: readonly [front: () => Intention, rear: () => Intention];
}

const LONGEST_MS = 12_000;

/** How far the rear car is behind, from centre to centre. */
const behind = ({ front, rear, track }: Cast): number => ahead(rear.s, front.s, track.lengthM);

/** The speed with which the rear car comes alongside and stays there. */
const closing = (cast: Cast, to: number, most = 5): number =>
  Math.max(-3, Math.min(most, (behind(cast) - to) * 1.2)) + cast.front.speed;

const PLAYS: Readonly<Record<ScriptName, (cast: Cast) => Play>> = {
  /** The rear car brakes too late for a car on the same line. */
  'nose-to-tail'(cast) {
    const { s, speed } = straight(cast.track);
    const on = { offset: 0, agility: 3 };
    return {
      front: { s, offset: 0, speed },
      rear: { s: s - 34, offset: 0, speed: speed + 4 },
      intentions: [() => ({ ...on, speed }), () => ({ ...on, speed: speed + 4 })],
    };
  },
  /** They drive side by side, and the rear car steers into the other. */
  side(cast) {
    const { s, speed } = straight(cast.track);
    const isAlongside = () => Math.abs(behind(cast)) < 0.8;
    return {
      front: { s, offset: 0, speed },
      rear: { s: s - 14, offset: 3.5, speed: speed + 4 },
      intentions: [
        () => ({ offset: 0, agility: 3, speed }),
        () => ({ offset: isAlongside() ? 0.5 : 3.5, agility: 2, speed: closing(cast, 0) }),
      ],
    };
  },
  /** The front car moves over although the other is beside its rear wheels. */
  squeeze(cast) {
    const { s, speed } = straight(cast.track);
    const isBeside = () => behind(cast) < 2.6;
    return {
      front: { s, offset: 0, speed },
      rear: { s: s - 14, offset: 3.8, speed: speed + 4 },
      intentions: [
        () => ({ offset: isBeside() ? 4 : 0, agility: 2.5, speed }),
        () => ({ offset: 3.8, agility: 2, speed: closing(cast, 2.3) }),
      ],
    };
  },
  /** The rear car dives down the inside, and the front car turns in. */
  dive(cast) {
    const { track } = cast;
    const { apexS, side } = corner(track);
    const pace = () => track.speedAt(cast.front.s) * 0.85;
    const toApex = () => ahead(cast.front.s, apexS, track.lengthM);
    const s = apexS - 150;
    const speed = track.speedAt(s) * 0.7;
    return {
      front: { s, offset: -2.5 * side, speed },
      rear: { s: s - 13, offset: -2 * side, speed },
      intentions: [
        () => ({ offset: side * (toApex() < 25 ? 2.5 : -2.5), agility: 4, speed: pace() }),
        () => {
          const isDiving = toApex() < 80;
          return {
            offset: side * (isDiving ? 3 : -2),
            agility: 5,
            speed: isDiving ? closing(cast, 2, 9) : cast.front.speed,
          };
        },
      ],
    };
  },
  /** A car rejoins the racing line slowly, in front of another at full speed. */
  rejoin: (cast) => rejoining(cast, { pace: 0.45, braking: 8 }),
  /** The same at half that speed, and the other car does not brake. */
  unseen: (cast) => rejoining(cast, { pace: 0.22, braking: 0 }),
};

interface Rejoining {
  /** The rejoining car's speed, as a fraction of its usual one. */
  readonly pace: number;
  /** How much the rear car slows down, m/s. */
  readonly braking: number;
}

function rejoining(cast: Cast, { pace, braking }: Rejoining): Play {
  const { s, speed } = straight(cast.track);
  const [slow, off] = [speed * pace, -(ASPHALT_M + 2.5)];
  const isSeen = () => behind(cast) < 34;
  return {
    front: { s: s + 60, offset: off, speed: slow },
    rear: { s: s - 40, offset: 0, speed },
    intentions: [
      () => ({ offset: isSeen() ? 1 : off, agility: 6, speed: isSeen() ? slow + 3 : slow }),
      () => ({ offset: 0, agility: 2, speed: behind(cast) < 12 ? speed - braking : speed }),
    ],
  };
}

/** Puts both at the start of it; from there they drive. */
export function begin(name: ScriptName, cast: Cast, nowMs: number): void {
  const { front, rear, intentions } = PLAYS[name](cast);
  const parts = [
    { car: cast.front, start: front, intention: intentions[0] },
    { car: cast.rear, start: rear, intention: intentions[1] },
  ];
  for (const { car, start, intention } of parts) {
    car.mode = 'track';
    stand(car, cast.track, start.s, start.offset, start.speed);
    car.script = { untilMs: nowMs + LONGEST_MS, intention };
  }
}

const STEP_M = 5;
const [STRAIGHT_M, RUN_UP_M, MARGIN_M] = [180, 70, 60] as const;

/** The place with the highest speed that cars can keep for long enough, and that speed. */
function straight(track: Track): { readonly s: number; readonly speed: number } {
  let best = { s: RUN_UP_M, speed: 0 };
  for (let s = RUN_UP_M; s < track.lengthM - STRAIGHT_M - MARGIN_M; s += STEP_M) {
    let speed = Infinity;
    for (let on = -RUN_UP_M; on < STRAIGHT_M; on += STEP_M) speed = Math.min(speed, track.speedAt(s + on));
    if (speed > best.speed) best = { s, speed };
  }
  return { s: best.s, speed: Math.min(best.speed * 0.85, 30) };
}

/** The apex of the corner with the hardest braking, and the direction of the turn: 1 is left. */
export function corner(track: Track): { readonly apexS: number; readonly side: 1 | -1 } {
  let best = { apexS: 200, drop: 0 };
  for (let s = 200; s < track.lengthM - MARGIN_M; s += STEP_M) {
    const drop = track.speedAt(s - 120) - track.speedAt(s);
    if (drop > best.drop) best = { apexS: s, drop };
  }
  const [from, to] = [track.headingAt(best.apexS - 20), track.headingAt(best.apexS + 20)];
  // x to the right and z down: from x towards z is to the right.
  return { apexS: best.apexS, side: from[0] * to[1] - from[1] * to[0] > 0 ? -1 : 1 };
}
