/** What a server makes of a duel: late positions of each car four times a second, and one even later report per car. */
import { decodeFromServer, encode } from '../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { type Duel, LENGTH_M, type Pose, WIDTH_M } from './duel.ts';
import type { Chance } from './random.ts';

export interface Network {
  /** How often a client tells the server where it is. */
  readonly hz: number;
  /** How often the server tells us. */
  readonly intervalMs: number;
  readonly latencyMs: readonly [number, number];
  readonly jitterMs: number;
  /** The share of a client's packets that is lost. */
  readonly loss: number;
  /** The error of the place that a game reports for a contact, along the track. */
  readonly placeErrorM: number;
  /** The two games notice a contact at moments that differ by up to this much. */
  readonly apartMs: number;
}

export const USUAL: Network = {
  hz: 18,
  intervalMs: 245,
  latencyMs: [10, 70],
  jitterMs: 4,
  loss: 0.02,
  placeErrorM: 0.25,
  apartMs: 0,
};

export interface Heard {
  /** In order of arrival: UTC in whole ms, and the decoded packet. */
  readonly packets: readonly { readonly at: number; readonly packet: FromServer }[];
  /** When the car with this index reported the contact; Infinity where its game reported none. */
  readonly reportedAt: readonly [number, number];
  /** When the truth of a given moment of the duel is heard, about. */
  readonly zeroAt: number;
}

interface Telling {
  readonly network?: Network;
  /** Only one of the games reports the contact. */
  readonly oneSided?: boolean;
  /** How far the second game's contact is from the first one's. */
  readonly offM?: number;
}

/** How the server and both games report it: never more exact or punctual than the real ones are known to be. */
export function hear(duel: Duel, chance: Chance, { network = USUAL, oneSided = false, offM = 0 }: Telling = {}): Heard {
  const zeroAt = Date.UTC(2026, 10, 21, 20) + Math.floor(chance.within(0, 1e6));
  const clients = ([0, 1] as const).map((car) => clientOf(car, chance, network));
  const packets = clients.flatMap((client) => positionsOf(duel, client, { chance, network, zeroAt }));
  const apart = chance.within(-network.apartMs, network.apartMs) / 2;
  const reports = clients.flatMap((client) => {
    if (oneSided && client.car === 1) return [];
    const feltMs = duel.contactMs + (client.car === 0 ? apart : -apart);
    const off = chance.normal(network.placeErrorM) + (client.car === 1 ? offM : 0);
    return [reportOf(duel, client, { feltMs, off, chance, zeroAt })];
  });
  const all = [...packets, ...reports].sort((a, b) => a.at - b.at);
  const reportedAt = (carId: number): number => reports.find(({ packet }) => packet.carId === carId)?.at ?? Infinity;
  return {
    zeroAt,
    reportedAt: [reportedAt(0), reportedAt(1)],
    packets: all.map(({ at, packet }) => ({ at, packet: decodeFromServer(encode(packet)) })),
  };
}

interface Client {
  readonly car: 0 | 1;
  readonly latencyMs: number;
  /** When it reports, ms after a full period. */
  readonly phaseMs: number;
  readonly reportPhaseMs: number;
}

const REPORT_MS = 5000;

const clientOf = (car: 0 | 1, chance: Chance, { hz, latencyMs }: Network): Client => ({
  car,
  latencyMs: chance.within(...latencyMs),
  phaseMs: chance.within(0, 1000 / hz),
  reportPhaseMs: chance.within(0, REPORT_MS),
});

interface Around {
  readonly chance: Chance;
  readonly network: Network;
  readonly zeroAt: number;
}

type Update = Extract<FromServer, { readonly type: 'carUpdate' }>;
type Report = Extract<FromServer, { readonly type: 'clientEvent' }>;

/** At each of its own moments the server passes on the newest position that has come from the client. */
function positionsOf(
  duel: Duel,
  client: Client,
  { chance, network, zeroAt }: Around,
): { at: number; packet: Update }[] {
  const { hz, intervalMs, jitterMs, loss } = network;
  const [from, to] = [duel.contactMs - 9000, duel.contactMs + 6000];
  const states: { sentMs: number; comesMs: number }[] = [];
  for (let sentMs = from + client.phaseMs; sentMs < to; sentMs += 1000 / hz) {
    const comesMs = sentMs + client.latencyMs + Math.max(-client.latencyMs, chance.normal(jitterMs));
    if (!chance.is(loss)) states.push({ sentMs, comesMs });
  }
  const found: { at: number; packet: Update }[] = [];
  for (let tick = from + 500; tick < to; tick += intervalMs) {
    const asked = tick + chance.within(0, 4);
    const newest = states.findLast(({ comesMs }) => comesMs <= asked);
    if (newest)
      found.push({
        at: Math.floor(zeroAt + asked),
        packet: updateOf(client.car, duel.pose(client.car, newest.sentMs), duel),
      });
  }
  return found;
}

const TRACK_M = 4000;

function updateOf(carId: number, pose: Pose, { bend }: Duel): Update {
  const place = (bend.placeOf(pose).s / TRACK_M + 1.5) % 1;
  return {
    type: 'carUpdate',
    carId,
    pos: [pose.x, 0.4, pose.z],
    velocity: [pose.vx, 0, pose.vz],
    gear: 4,
    rpm: 6000,
    normalizedSplinePos: place,
  };
}

interface Felt {
  readonly feltMs: number;
  readonly off: number;
  readonly chance: Chance;
  readonly zeroAt: number;
}

/** The point of contact in the car's own frame, as its game reports it, and in the world. */
function reportOf(duel: Duel, client: Client, { feltMs, off, chance, zeroAt }: Felt): { at: number; packet: Report } {
  const own = duel.pose(client.car, feltMs);
  const [a, b] = [duel.pose(0, duel.contactMs), duel.pose(1, duel.contactMs)];
  const met = meetingOf(a, b);
  const pose = client.car === 0 ? a : b;
  const [dx, dz] = [met.x - pose.x, met.z - pose.z];
  const [left, forward] = snapped(chance, [dx * pose.hz - dz * pose.hx, dx * pose.hx + dz * pose.hz]);
  const speed = Math.hypot(own.vx, own.vz);
  const x = own.x + left * own.hz + forward * own.hx + (own.vx / speed) * off;
  const z = own.z - left * own.hx + forward * own.hz + (own.vz / speed) * off;
  const late = (((client.reportPhaseMs - feltMs) % REPORT_MS) + REPORT_MS) % REPORT_MS;
  return {
    at: Math.floor(zeroAt + feltMs + late + client.latencyMs),
    packet: {
      type: 'clientEvent',
      subtype: 'car',
      carId: client.car,
      otherCarId: 1 - client.car,
      impactSpeed: 20,
      worldPos: [x, 0.4, z],
      relPos: [left, 0.1, forward],
    },
  };
}

/** About the middle of the overlap of two rectangles: halfway between the points of each that are nearest to the other. */
function meetingOf(a: Pose, b: Pose): { readonly x: number; readonly z: number } {
  const [one, other] = [nearestOf(a, b), nearestOf(b, a)];
  return { x: (one.x + other.x) / 2, z: (one.z + other.z) / 2 };
}

function nearestOf(car: Pose, other: Pose): { readonly x: number; readonly z: number } {
  const [dx, dz] = [other.x - car.x, other.z - car.z];
  const forward = within(dx * car.hx + dz * car.hz, LENGTH_M / 2);
  const left = within(dx * car.hz - dz * car.hx, WIDTH_M / 2);
  return { x: car.x + forward * car.hx + left * car.hz, z: car.z + forward * car.hz - left * car.hx };
}

/** A game often reports a corner of the car's mesh, and is never exact. */
function snapped(chance: Chance, [left, forward]: readonly [number, number]): readonly [number, number] {
  const corner = [Math.sign(left) * (WIDTH_M / 2), Math.sign(forward) * (LENGTH_M / 2)] as const;
  const isNear = Math.hypot(corner[0] - left, corner[1] - forward) < 0.4;
  const [x, z] = isNear && chance.is(0.5) ? corner : [left, forward];
  return [x + chance.normal(0.12), z + chance.normal(0.12)];
}

const within = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
