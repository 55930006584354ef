import type { FromServer } from '../acserver/udp/packets.ts';
import type { Position } from './events.ts';

/** Where a car was and what it did, as the game server reported it once. */
export interface Sample {
  /** UTC, milliseconds. */
  readonly at: number;
  /** Metres. */
  readonly position: Position;
  readonly speedKmh: number;
  /** Of the lap, 0 to 1. */
  readonly place: number;
}

/** The latest positions of every car. In memory alone: what is kept of them is kept with an incident. */
export interface Traces {
  note(packet: FromServer, at: number): void;
  /** Of one car, the oldest first; both ends included. */
  of(carId: number, from: number, to: number): readonly Sample[];
}

/** A contact is reported up to three seconds late, and five seconds before it are looked at. */
const KEPT_MS = 15_000;

const KMH = 3.6;

export function keepTraces(): Traces {
  const traces = new Map<number, Sample[]>();
  return {
    note(packet, at) {
      // Somebody else sits in the car now.
      if (packet.type === 'newConnection') traces.delete(packet.carId);
      if (packet.type !== 'carUpdate') return;
      const { carId, pos, velocity, normalizedSplinePos } = packet;
      const sample = { at, position: pos, speedKmh: Math.hypot(...velocity) * KMH, place: normalizedSplinePos };
      const kept = (traces.get(carId) ?? []).filter((each) => each.at > at - KEPT_MS);
      traces.set(carId, [...kept, sample]);
    },
    of: (carId, from, to) => (traces.get(carId) ?? []).filter(({ at }) => at >= from && at <= to),
  };
}
