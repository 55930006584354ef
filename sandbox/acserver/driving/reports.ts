import type { Vec3 } from '../../../src/acserver/udp/fields.ts';
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { Blow } from './contact.ts';
import { between, type Random } from './random.ts';

/** Contacts that the clients have felt and not reported yet. */
export interface Reports {
  wall(blow: Blow, atMs: number): void;
  contact(blows: readonly [Blow, Blow], atMs: number): void;
  /** Only this one of the two cars has a client. */
  traffic(blow: Blow, otherCarId: number, atMs: number): void;
  /** From now on the car's client reports what it has felt every five seconds. */
  loaded(carId: number, atMs: number): void;
  /** Those that are due, oldest first. */
  due(nowMs: number): PacketOf<'clientEvent'>[];
  /** Discards what this car felt: nobody is left to report it. */
  drop(carId: number): void;
}

/**
 * A client reports everything it has felt at once, every five seconds since it loaded: measured in recordings, 72 of 73
 * times within 250 ms. So a report is 0 to 5 s late, and the two reports of a contact may be 5 s apart.
 */
const BATCH_MS = 5000;
/** How late a batch may arrive. */
const MOST_LATE_MS = 150;

/** Each car reports its own contacts, and no two clients see quite the same. */
export function createReports(random: Random): Reports {
  let waiting: { dueMs: number; packet: PacketOf<'clientEvent'> }[] = [];
  const loadedMs = new Map<number, number>();
  function add(atMs: number, packet: PacketOf<'clientEvent'>): void {
    const since = loadedMs.get(packet.carId) ?? 0;
    const beatMs = since + Math.ceil((atMs - since) / BATCH_MS) * BATCH_MS;
    waiting.push({ dueMs: beatMs + between(random, 0, MOST_LATE_MS), packet });
  }
  const felt = ({ carId, impactSpeed, world, rel }: Blow) => ({
    carId,
    impactSpeed: impactSpeed * between(random, 0.92, 1.08),
    worldPos: blur(random, world),
    relPos: rel,
  });
  return {
    wall: (blow, atMs) => void add(atMs, { type: 'clientEvent', subtype: 'environment', ...felt(blow) }),
    contact([a, b], atMs) {
      add(atMs, { type: 'clientEvent', subtype: 'car', otherCarId: b.carId, ...felt(a) });
      add(atMs, { type: 'clientEvent', subtype: 'car', otherCarId: a.carId, ...felt(b) });
    },
    traffic: (blow, otherCarId, atMs) =>
      void add(atMs, { type: 'clientEvent', subtype: 'car', otherCarId, ...felt(blow) }),
    loaded: (carId, atMs) => void loadedMs.set(carId, atMs),
    due(nowMs) {
      const ready = waiting.filter(({ dueMs }) => dueMs <= nowMs).sort((a, b) => a.dueMs - b.dueMs);
      waiting = waiting.filter(({ dueMs }) => dueMs > nowMs);
      return ready.map(({ packet }) => packet);
    },
    drop(carId) {
      waiting = waiting.filter(({ packet }) => packet.carId !== carId);
    },
  };
}

const blur = (random: Random, [x, y, z]: Vec3): Vec3 => [
  x + between(random, -0.15, 0.15),
  y + between(random, -0.05, 0.05),
  z + between(random, -0.15, 0.15),
];
