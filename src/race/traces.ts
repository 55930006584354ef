import type { FromServer, PacketOf } from '../acserver/udp/packets.ts';
import { TraceRing } from './tracesRing.ts';
import type { PlaceSample, Sample } from './tracesSample.ts';

/** The latest positions of every car, in memory only. A race's trace files keep them for longer. */
export interface Traces {
  note(packet: FromServer, at: number): void;
  position(packet: PacketOf<'carUpdate'>, at: number): void;
  /** Of one car, oldest first; both ends included. */
  of(carId: number, from: number, to: number): readonly Sample[];
  /** The same without positions: a tenth of the memory, for who needs those of every car. */
  placesOf(carId: number, from: number, to: number): readonly PlaceSample[];
}

export const keepTraces = (): Traces => new CarTraces();

class CarTraces implements Traces {
  readonly #rings: (TraceRing | undefined)[] = [];

  note(packet: FromServer, at: number): void {
    // Another driver is in the car now.
    if (packet.type === 'newConnection') this.#rings[packet.carId] = undefined;
    if (packet.type === 'carUpdate') this.position(packet, at);
  }

  position(packet: PacketOf<'carUpdate'>, at: number): void {
    let ring = this.#rings[packet.carId];
    if (!ring) {
      ring = new TraceRing();
      this.#rings[packet.carId] = ring;
    }
    ring.push(at, packet);
  }

  of(carId: number, from: number, to: number): readonly Sample[] {
    return this.#rings[carId]?.between(from, to) ?? [];
  }

  placesOf(carId: number, from: number, to: number): readonly PlaceSample[] {
    return this.#rings[carId]?.placesBetween(from, to) ?? [];
  }
}
