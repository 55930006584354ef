import type { FromServer } from '../acserver/udp/packets.ts';

/** A line as a driver typed it. It may hold a password: it goes to the in-game front end and nowhere else. */
export type TypedListener = (carId: number, text: string) => void;

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
      for (const packet of packets) {
        if (packet.type !== 'chat') continue;
        for (const listener of listeners) listener(packet.carId, packet.message);
      }
    },
  };
}
