import { messageOf } from '../../kit/errors.ts';
import { PacketError } from './reader.ts';

export interface TrafficLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Counts the datagrams that cannot be decoded, and logs the first of each kind. */
export interface Drops {
  /** By packet name, `unknown` or `empty`: never more names than the protocol has packets. */
  readonly counts: ReadonlyMap<string, number>;
  add(error: unknown, datagram: Buffer): void;
}

export function countDrops(log: TrafficLog, what = 'dropped a datagram'): Drops {
  const counts = new Map<string, number>();
  return {
    counts,
    add(error, datagram) {
      const kind = error instanceof PacketError ? error.packet : 'fault';
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count === 1) log.warn({ kind, problem: messageOf(error), ...evidence(datagram) }, what);
    },
  };
}

/** Chat from cars and plugins, and commands: their text may be a password. */
const idsWithText: readonly (number | undefined)[] = [57, 202, 203, 209];

function evidence(datagram: Buffer): object {
  if (idsWithText.includes(datagram[0])) return { length: datagram.length };
  return { length: datagram.length, hex: datagram.toString('hex') };
}
