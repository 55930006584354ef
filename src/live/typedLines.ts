import type { FromServer } from '../acserver/udp/packets.ts';

/**
 * A line as a driver typed it. It may contain a password, so it goes only to the in-game front end and is never
 * journaled.
 */
export interface TypedLine {
  readonly carId: number;
  readonly text: string;
  /** Names of drivers who were present when it was typed and have left since: the line itself may have kicked them. */
  readonly left: readonly string[];
}

/** The lines that drivers typed in a batch already folded into the state, so that the typists are known. */
export const typedLinesIn = (packets: readonly FromServer[]): TypedLine[] =>
  packets.flatMap((packet, index) =>
    packet.type === 'chat' ? [{ carId: packet.carId, text: packet.message, left: leftIn(packets.slice(index)) }] : [],
  );

const leftIn = (packets: readonly FromServer[]): string[] =>
  packets.flatMap((packet) => (packet.type === 'connectionClosed' ? [packet.driverName] : []));
