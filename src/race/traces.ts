import type { FromServer, PacketOf } from '../acserver/udp/packets.ts';
import type { Position } from '../events/events.ts';

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

/** A contact is reported up to 5.5 s late, and five seconds before it are looked at. */
const KEPT_MS = 20_000;

export function keepTraces(): Traces {
  const traces = new Map<number, Sample[]>();
  return {
    note(packet, at) {
      // Somebody else sits in the car now.
      if (packet.type === 'newConnection') traces.delete(packet.carId);
      if (packet.type !== 'carUpdate') return;
      const { carId } = packet;
      const sample = sampleOf(packet, at);
      const kept = (traces.get(carId) ?? []).filter((each) => each.at > at - KEPT_MS);
      traces.set(carId, [...kept, sample]);
    },
    of: (carId, from, to) => (traces.get(carId) ?? []).filter(({ at }) => at >= from && at <= to),
  };
}

const KMH = 3.6;

/** To the centimetre: what is kept is kept as text. */
function sampleOf({ pos: [x, y, z], velocity, normalizedSplinePos }: PacketOf<'carUpdate'>, at: number): Sample {
  return {
    at,
    position: [rounded(x, 2), rounded(y, 2), rounded(z, 2)],
    speedKmh: rounded(Math.hypot(...velocity) * KMH, 1),
    place: rounded(normalizedSplinePos, 5),
  };
}

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
