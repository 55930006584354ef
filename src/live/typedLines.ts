import type { FromServer } from '../acserver/udp/packets.ts';

/**
 * A line as a driver typed it. It may hold a password: it goes to the in-game front end and nowhere else, and nothing
 * of it is journaled.
 */
export interface TypedLine {
  readonly carId: number;
  readonly text: string;
  /** Names of those who were there when it was typed and have left since: the line itself may have put them out. */
  readonly left: readonly string[];
}

/** What drivers typed, out of a batch that is part of the state already, so that whoever typed is known. */
export const typedLinesIn = (packets: readonly FromServer[]): TypedLine[] =>
  packets.flatMap((packet, index) =>
    packet.type === 'chat' ? [{ carId: packet.carId, text: packet.message, left: leftIn(packets.slice(index)) }] : [],
  );

const leftIn = (packets: readonly FromServer[]): string[] =>
  packets.flatMap((packet) => (packet.type === 'connectionClosed' ? [packet.driverName] : []));
