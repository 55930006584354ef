// Finds the empty slots of a server that does not answer for them.

import { type Clock, every } from '../../kit/clock.ts';
import type { FromServer } from './packets.ts';

interface RollCallOptions {
  readonly clock: Clock;
  readonly slots: () => number;
  /** Asks about some slots, paced. */
  readonly ask: (carIds: readonly number[]) => void;
  /** Gets the slots that twice did not answer. */
  readonly onEmpty: (carIds: readonly number[]) => void;
}

/** How long an answer may take, and how often all slots are asked again: a CONNECTION_CLOSED may have been lost. */
const ANSWER_MS = 2_500;
const REPEAT_MS = 30_000;

export class RollCall {
  readonly #options: RollCallOptions;
  readonly #stopRepeating: () => void;
  #missing = new Set<number>();
  #cancel = (): void => {};

  constructor(options: RollCallOptions) {
    this.#options = options;
    this.#stopRepeating = every(options.clock, REPEAT_MS, () => {
      options.ask(this.#all());
      this.begin();
    });
  }

  /** Call when all slots have just been asked. */
  begin(): void {
    const { clock, ask, onEmpty } = this.#options;
    this.#cancel();
    this.#missing = new Set(this.#all());
    this.#cancel = clock.after(ANSWER_MS, () => {
      ask([...this.#missing]);
      this.#cancel = clock.after(ANSWER_MS, () => {
        onEmpty([...this.#missing]);
        this.#missing.clear();
      });
    });
  }

  /** A slot that sends anything is not empty. */
  heard(packets: readonly FromServer[]): void {
    if (this.#missing.size === 0) return;
    for (const packet of packets) if ('carId' in packet) this.heardCar(packet.carId);
  }

  heardCar(carId: number): void {
    if (this.#missing.size > 0) this.#missing.delete(carId);
  }

  close(): void {
    this.#cancel();
    this.#stopRepeating();
  }

  #all(): number[] {
    return Array.from({ length: this.#options.slots() }, (_, carId) => carId);
  }
}

/** The answer that such a server omits. */
export const emptySlot = (carId: number): FromServer => ({
  type: 'carInfo',
  carId,
  isConnected: false,
  carModel: '',
  carSkin: '',
  driverName: '',
  driverTeam: '',
  driverGuid: '',
});
