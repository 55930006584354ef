import type { FromServer } from '../acserver/udp/packets.ts';

/** A line as a driver typed it. It may hold a password: it goes to the in-game front end and nowhere else. */
export type TypedListener = (line: Typed) => void;

export interface Typed {
  readonly carId: number;
  readonly text: string;
  /** Names of those who were there when it was typed and have left since: the line itself may have put them out. */
  readonly left: readonly string[];
}

/** Hands on what drivers type. Not an event: nothing of it is journaled. */
export interface TypedLines {
  listen(listener: TypedListener): void;
  /** To be called once the batch is part of the state, so that whoever typed is known. */
  note(packets: readonly FromServer[]): void;
}

export function typedLines(): TypedLines {
  const listeners: TypedListener[] = [];
  return {
    listen: (listener) => void listeners.push(listener),
    note(packets) {
      for (const [index, packet] of packets.entries()) {
        if (packet.type !== 'chat') continue;
        const later = packets.slice(index);
        const left = later.flatMap((each) => (each.type === 'connectionClosed' ? [each.driverName] : []));
        for (const listener of listeners) listener({ carId: packet.carId, text: packet.message, left });
      }
    },
  };
}
