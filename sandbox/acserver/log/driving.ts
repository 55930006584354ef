import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { Slot, World } from '../world.ts';
import { float32, person, received, vector } from './format.ts';

/** A contact, as one of the two cars reports it. */
export function contactLines(world: World, packet: PacketOf<'clientEvent'>, slot: Slot): string[] {
  const other = packet.subtype === 'car' ? world.slots[packet.otherCarId] : undefined;
  const against = packet.subtype === 'environment' ? 'ENVIRONMENT' : personIn(other);
  const where = `WORLD POS: ${vector(packet.worldPos)} REL POS: ${vector(packet.relPos)}`;
  return [
    ...received(130, slot),
    'RECEIVED 1 CLIENT EVENTS',
    `COLLISION BETWEEN: ${personIn(slot)} AND ${against} SPEED: ${float32(packet.impactSpeed)} ${where}`,
  ];
}

/** What a driver types. A line with a slash is a command, which the log keeps unchanged, password included. */
export function chatLines(slot: Slot, message: string): string[] {
  const line = message.startsWith('/')
    ? `ADMIN COMMAND: ${message} received from ${personIn(slot)}`
    : `CHAT [${slot.driver?.name ?? ''}]: ${message}`;
  return ['TCP packet 71', 'CHAT', line];
}

/** The end of a timed sector, except the last one, which ends with the lap. */
export const splitLines = (slot: Slot, split: number, ms: number): string[] => [
  ...received(88, slot),
  `Car.onSplitCompleted ${slot.carId} ${split} ${ms}`,
];

export const tyreLines = (slot: Slot, tyre: string): string[] => [
  ...received(80, slot),
  `${personIn(slot)} changed tyres to ${tyre}`,
];

/** The password was right. A wrong one prints nothing. */
export const adminLines = (slot: Slot): string[] => [`Making ${personIn(slot)} admin`];

export const leaveLines = (slot: Slot): string[] => [
  ...received(67, slot),
  `Clean exit, driver disconnected:  ${personIn(slot)}`,
  'OK',
  'EOF',
];

/** Removed by the server: the connection ends from this side. */
export const kickLines = (slot: Slot): string[] => [
  `Kicking user  ${personIn(slot)}`,
  'EOF',
  `TCP connection ${slot.driver?.model ?? slot.entry.model} (${slot.carId}) [${personIn(slot)}] terminated`,
];

const personIn = (slot: Slot | undefined): string => person(slot?.driver ?? { name: '', team: '' });
