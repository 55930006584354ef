/** Where cars are, for those who need not hear it at once. */
import type { PacketOf } from '../acserver/udp/packets.ts';
import type { Clock } from '../kit/clock.ts';

/** When a position came. */
export interface Heard {
  /** UTC, milliseconds. */
  readonly now: number;
  /** By the clock that never jumps. */
  readonly monotonic: number;
}

export type PositionListener = (packet: PacketOf<'carUpdate'>, heard: Heard) => void;

/** How long a position waits at most. */
const WAIT_MS = 1000;
/** So many are told at once: two fields of forty cars at ten positions a second. */
const MOST_WAITING = 800;

export class FollowedPositions {
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<PositionListener>();
  #waiting: { readonly packet: PacketOf<'carUpdate'>; readonly heard: Heard }[] = [];
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, onFault: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFault = onFault;
  }

  listen(listener: PositionListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  add(packet: PacketOf<'carUpdate'>, heard: Heard): void {
    if (this.#listeners.size === 0) return;
    this.#waiting.push({ packet, heard });
    if (this.#waiting.length >= MOST_WAITING) this.tell();
    else this.#cancel ??= this.#clock.after(WAIT_MS, () => this.tell());
  }

  /** In the order in which they came, all of them to one listener and then to the next; one that throws stops no other. */
  tell(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const listener of this.#listeners) {
      try {
        for (const { packet, heard } of waiting) listener(packet, heard);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }
}
