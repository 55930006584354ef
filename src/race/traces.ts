import type { FromServer } from '../acserver/udp/packets.ts';
import { TraceRing } from './tracesRing.ts';
import type { Sample } from './tracesSample.ts';

/** The latest positions of every car. In memory alone; what outlives it is in the trace files of a race. */
export interface Traces {
  note(packet: FromServer, at: number): void;
  /** Of one car, the oldest first; both ends included. */
  of(carId: number, from: number, to: number): readonly Sample[];
}

export const keepTraces = (): Traces => new CarTraces();

class CarTraces implements Traces {
  readonly #rings = new Map<number, TraceRing>();

  note(packet: FromServer, at: number): void {
    // Somebody else sits in the car now.
    if (packet.type === 'newConnection') this.#rings.delete(packet.carId);
    if (packet.type !== 'carUpdate') return;
    const ring = this.#rings.get(packet.carId) ?? new TraceRing();
    ring.push(at, packet);
    this.#rings.set(packet.carId, ring);
  }

  of(carId: number, from: number, to: number): readonly Sample[] {
    return this.#rings.get(carId)?.between(from, to) ?? [];
  }
}
