import type { Vec3 } from '../../../src/acserver/udp/fields.ts';
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { Blow } from './contact.ts';
import { between, type Random } from './random.ts';

/** Contacts that the clients have felt and not told yet. */
export interface Reports {
  wall(blow: Blow, atMs: number): void;
  contact(blows: readonly [Blow, Blow], atMs: number): void;
  /** Of the two cars only this one has a client. */
  traffic(blow: Blow, otherCarId: number, atMs: number): void;
  /** Those that are due, oldest first. */
  due(nowMs: number): PacketOf<'clientEvent'>[];
  /** Nobody is left to tell what this car felt. */
  drop(carId: number): void;
}

/** Real reports arrive 1.5 to 2.5 s late; each car tells its own, and no two clients see quite the same. */
export function createReports(random: Random): Reports {
  let waiting: { dueMs: number; packet: PacketOf<'clientEvent'> }[] = [];
  const add = (atMs: number, packet: PacketOf<'clientEvent'>) =>
    waiting.push({ dueMs: atMs + between(random, 1500, 2500), packet });
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
