// Made-up circuits, and cars that drive them as the game would report it: the truth, and what is sent. No product code.
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Circuit {
  readonly lengthM: number;
  /** In equal steps; left is (hz, -hx). */
  readonly points: readonly { readonly x: number; readonly z: number; readonly hx: number; readonly hz: number }[];
  readonly speeds: readonly number[];
}

const FINE = 8000;

/** A closed line of this length, with no bend tighter than `radiusM`. */
export function circuit(lengthM: number, seed: number, radiusM = 18): Circuit {
  const random = seeded(seed);
  const harmonics = Array.from({ length: Math.max(2, Math.min(90, Math.round(lengthM / 220))) }, (_, index) => ({
    k: index + 2,
    phase: 2 * Math.PI * random(),
    size: random() / (index + 2),
  }));
  const bulges = angles.map((angle) =>
    harmonics.reduce((sum, { k, phase, size }) => sum + size * Math.cos(k * angle + phase), 0),
  );
  for (let amplitude = 1; ; amplitude *= 0.85) {
    const made = resampled(curve(bulges, amplitude), lengthM);
    if (tightest(made) >= radiusM) return made;
  }
}

const angles = Array.from({ length: FINE }, (_, index) => (2 * Math.PI * index) / FINE);

function curve(bulges: readonly number[], amplitude: number): readonly (readonly [number, number])[] {
  return angles.map((angle, index) => {
    const r = Math.max(0.2, 1 + amplitude * (bulges[index] ?? 0));
    return [r * Math.cos(angle), r * Math.sin(angle)] as const;
  });
}

function resampled(fine: readonly (readonly [number, number])[], lengthM: number): Circuit {
  const at = (index: number) => fine[index % fine.length] ?? ([0, 0] as const);
  const sides = fine.map(([x, z], index) => Math.hypot(at(index + 1)[0] - x, at(index + 1)[1] - z));
  const scale = lengthM / sides.reduce((sum, side) => sum + side, 0);
  const count = Math.round(lengthM / 2);
  const step = lengthM / count;
  const places: { x: number; z: number }[] = [];
  let passed = 0;
  fine.forEach(([x, z], index) => {
    const side = (sides[index] ?? 0) * scale;
    while (places.length < count && places.length * step < passed + side) {
      const part = side > 0 ? (places.length * step - passed) / side : 0;
      const [nx, nz] = at(index + 1);
      places.push({ x: scale * (x + (nx - x) * part), z: scale * (z + (nz - z) * part) });
    }
    passed += side;
  });
  const of = (index: number) => places[(index + count) % count] ?? { x: 0, z: 0 };
  const points = places.map(({ x, z }, index) => {
    const [dx, dz] = [of(index + 1).x - of(index - 1).x, of(index + 1).z - of(index - 1).z];
    const length = Math.hypot(dx, dz) || 1;
    return { x, z, hx: dx / length, hz: dz / length };
  });
  return { lengthM, points, speeds: speedsOn(points, step) };
}

function radii(points: Circuit['points'], step: number): readonly number[] {
  const of = (index: number) => points[(index + points.length) % points.length];
  return points.map((_, index) => {
    const [a, b] = [of(index - 2), of(index + 2)];
    if (!a || !b) return 0;
    const turn = Math.abs(Math.atan2(a.hx * b.hz - a.hz * b.hx, a.hx * b.hx + a.hz * b.hz));
    return (4 * step) / Math.max(turn, 1e-6);
  });
}

const tightest = ({ points, lengthM }: Circuit): number => Math.min(...radii(points, lengthM / points.length));

function speedsOn(points: Circuit['points'], step: number): readonly number[] {
  const speeds = radii(points, step).map((radius) => Math.min(70, Math.sqrt(12 * radius)));
  const count = speeds.length;
  const limit = (index: number, from: number, a: number): void => {
    speeds[index % count] = Math.min(
      speeds[index % count] ?? 0,
      Math.sqrt((speeds[from % count] ?? 0) ** 2 + 2 * a * step),
    );
  };
  for (let index = 2 * count; index > 0; index--) limit(index - 1, index, 10);
  for (let index = 0; index < 2 * count; index++) limit(index + 1, index, 5);
  return speeds;
}

const speedAt = ({ speeds, lengthM }: Circuit, s: number): number =>
  speeds[Math.floor(((s % lengthM) * speeds.length) / lengthM)] ?? 0;

/** The point at a distance along the line, with the offset to the left. */
export function placeOnCircuit({ points, speeds, lengthM }: Circuit, s: number, offset = 0) {
  const count = points.length;
  const position = (((s % lengthM) + lengthM) % lengthM) / (lengthM / count);
  const index = Math.floor(position);
  const part = position - index;
  const [a, b] = [points[index % count], points[(index + 1) % count]];
  if (!a || !b) throw new Error('an empty circuit');
  const mixed = (one: number, other: number): number => one + (other - one) * part;
  const [hx, hz] = [mixed(a.hx, b.hx), mixed(a.hz, b.hz)];
  const speed = mixed(speeds[index % count] ?? 0, speeds[(index + 1) % count] ?? 0);
  return { x: mixed(a.x, b.x) + offset * hz, z: mixed(a.z, b.z) - offset * hx, hx, hz, speed };
}

export interface Drive {
  readonly circuit: Circuit;
  readonly carId: number;
  readonly seed: number;
  readonly laps: number;
  /** How far a car strays from the line to either side, in metres. */
  readonly wanderM?: number;
}

export interface Heard {
  /** Time of receipt, milliseconds. */
  readonly at: number;
  readonly packet: PacketOf<'carUpdate'> | PacketOf<'lapCompleted'>;
}

const POLL_MS = 245;
const CLIENT_MS = 1000 / 18;
const FINE_MS = 12;

/** What a server sends about one car: its own ticks, a latency, jitter, losses; and the end of each lap. */
export function drive({ circuit, carId, seed, laps, wanderM = 1 }: Drive): readonly Heard[] {
  const random = seeded(seed);
  const { lengthM } = circuit;
  // A slow wander: three waves that do not repeat from lap to lap.
  const waves = Array.from({ length: 3 }, () => ({ every: 90 + 400 * random(), phase: 2 * Math.PI * random() }));
  const offsetAt = (s: number): number =>
    (wanderM * waves.reduce((sum, { every, phase }) => sum + Math.sin((2 * Math.PI * s) / every + phase), 0)) / 1.8;
  const pace = 0.93 + 0.07 * random();
  const latency = 10 + 60 * random();
  const heard: Heard[] = [];
  const positions: { at: number; s: number }[] = [];
  let s = 0.93 * lengthM;
  let lapBegan = 0;
  // Runs on until the reports of the last lap have arrived.
  const end = lengthM * (laps + 1) + 560;
  let nextTick = CLIENT_MS * random();
  let nextPoll = POLL_MS * random();
  for (let at = 0; s < end; at += FINE_MS) {
    if (at >= nextTick) {
      positions.push({ at, s });
      nextTick += CLIENT_MS;
    }
    if (at >= nextPoll) {
      nextPoll += POLL_MS + 4 * (random() - 0.5);
      const known = positions.slice(-8).findLast((each) => each.at <= at - latency - 8 * (random() - 0.5));
      if (known && random() > 0.02)
        heard.push({ at, packet: updateOf(circuit, { carId, s: known.s, offsetAt, pace }) });
    }
    const before = s;
    s += (speedAt(circuit, s) * pace * FINE_MS) / 1000;
    if (Math.floor(before / lengthM) < Math.floor(s / lengthM)) {
      if (before > lengthM) heard.push({ at, packet: lapOf(carId, at - lapBegan) });
      lapBegan = at;
    }
  }
  return heard;
}

interface Driving {
  readonly carId: number;
  readonly s: number;
  readonly offsetAt: (s: number) => number;
  readonly pace: number;
}

function updateOf(circuit: Circuit, { carId, s, offsetAt, pace }: Driving): PacketOf<'carUpdate'> {
  const { lengthM } = circuit;
  const here = placeOnCircuit(circuit, s, offsetAt(s));
  const ahead = placeOnCircuit(circuit, s + 0.5, offsetAt(s + 0.5));
  const behind = placeOnCircuit(circuit, s - 0.5, offsetAt(s - 0.5));
  const velocity = here.speed * pace;
  return {
    type: 'carUpdate',
    carId,
    pos: [here.x, 12, here.z],
    velocity: [(ahead.x - behind.x) * velocity, 0, (ahead.z - behind.z) * velocity],
    gear: 4,
    rpm: 6000,
    normalizedSplinePos: (((s % lengthM) + lengthM) % lengthM) / lengthM,
  };
}

const lapOf = (carId: number, lapTimeMs: number, cuts = 0): PacketOf<'lapCompleted'> => ({
  type: 'lapCompleted',
  carId,
  lapTimeMs: Math.round(lapTimeMs),
  cuts,
  leaderboard: [],
  gripLevel: 1,
});
