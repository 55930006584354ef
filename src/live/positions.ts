/** Buffers car positions as numbers when they arrive, and passes them to all listeners together a moment later. */
import type { PacketOf } from '../acserver/udp/packets.ts';
import { newPosition } from '../acserver/udp/position.ts';
import type { Clock } from '../kit/clock.ts';

/** When a position came. */
export interface Heard {
  /** UTC, milliseconds. */
  readonly now: number;
  /** By the monotonic clock. */
  readonly monotonic: number;
}

/** Both objects are overwritten with the next position; a listener that keeps one must copy its numbers. */
export type PositionListener = (packet: PacketOf<'carUpdate'>, heard: Heard) => void;

/** The longest time a position waits. */
const WAIT_MS = 1000;
/** The largest batch: two fields of forty cars at ten positions a second. */
const MOST_WAITING = 800;

/** Per row: the time of arrival, by both clocks. */
const TIMES = 2;
/** Per row: car, gear, engine speed, place in the lap, position, velocity. On the wire, none exceeds a float32. */
const NUMBERS = 10;

export class FollowedPositions {
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<PositionListener>();
  readonly #times = new Float64Array(MOST_WAITING * TIMES);
  readonly #numbers = new Float32Array(MOST_WAITING * NUMBERS);
  #length = 0;
  /** The objects that listeners receive. */
  readonly #packet = newPosition();
  readonly #heard = { now: 0, monotonic: 0 };
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, onFault: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFault = onFault;
  }

  listen(listener: PositionListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  add({ carId, gear, rpm, normalizedSplinePos, pos, velocity }: PacketOf<'carUpdate'>, heard: Heard): void {
    if (this.#listeners.size === 0) return;
    const [times, numbers] = [this.#times, this.#numbers];
    const time = this.#length * TIMES;
    times[time] = heard.now;
    times[time + 1] = heard.monotonic;
    const at = this.#length * NUMBERS;
    numbers[at] = carId;
    numbers[at + 1] = gear;
    numbers[at + 2] = rpm;
    numbers[at + 3] = normalizedSplinePos;
    numbers[at + 4] = pos[0];
    numbers[at + 5] = pos[1];
    numbers[at + 6] = pos[2];
    numbers[at + 7] = velocity[0];
    numbers[at + 8] = velocity[1];
    numbers[at + 9] = velocity[2];
    this.#length += 1;
    if (this.#length === MOST_WAITING) this.tell();
    else this.#cancel ??= this.#clock.after(WAIT_MS, () => this.tell());
  }

  /** In order of arrival; one listener gets all of them, then the next. One that throws does not stop the others. */
  tell(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const length = this.#length;
    // Reset first, so that a listener that calls this itself does not get them twice.
    this.#length = 0;
    if (length === 0) return;
    for (const listener of this.#listeners) {
      try {
        for (let row = 0; row < length; row += 1) {
          this.#read(row);
          listener(this.#packet, this.#heard);
        }
      } catch (error) {
        this.#onFault(error);
      }
    }
  }

  #read(row: number): void {
    const [times, numbers, packet] = [this.#times, this.#numbers, this.#packet];
    const { pos, velocity } = packet;
    this.#heard.now = times[row * TIMES] ?? 0;
    this.#heard.monotonic = times[row * TIMES + 1] ?? 0;
    const at = row * NUMBERS;
    packet.carId = numbers[at] ?? 0;
    packet.gear = numbers[at + 1] ?? 0;
    packet.rpm = numbers[at + 2] ?? 0;
    packet.normalizedSplinePos = numbers[at + 3] ?? 0;
    pos[0] = numbers[at + 4] ?? 0;
    pos[1] = numbers[at + 5] ?? 0;
    pos[2] = numbers[at + 6] ?? 0;
    velocity[0] = numbers[at + 7] ?? 0;
    velocity[1] = numbers[at + 8] ?? 0;
    velocity[2] = numbers[at + 9] ?? 0;
  }
}
