import type { PacketOf } from '../acserver/udp/packets.ts';
import type { Position } from '../events/events.ts';
import { type PlaceSample, placeOf, type Sample, sampleOf } from './tracesSample.ts';

/**
 * A contact is reported up to 5.5 s late, the five seconds before it are examined, and its consequences are known ten
 * seconds later.
 */
const KEPT_MS = 30_000;

/** At 245 ms between samples, 128 samples are 31 s. */
const FIRST_CAPACITY = 128;
/** For another plugin that asks for positions every 30 ms. At a higher rate, a shorter time is kept. */
const LAST_CAPACITY = 1024;

/** Position, velocity, place. */
const WIDTH = 7;
const PLACE = 6;

/** Metres per second: below this, a stationary car looks the same each time. */
const MOVING = 1;

/** The latest samples of one car in typed arrays used as ring buffers: no allocation per sample. */
export class TraceRing {
  #at = new Float64Array(FIRST_CAPACITY);
  #values = new Float32Array(FIRST_CAPACITY * WIDTH);
  #start = 0;
  #length = 0;

  push(at: number, packet: PacketOf<'carUpdate'>): void {
    const newest = this.#length === 0 ? -Infinity : this.#time(this.#length - 1);
    // The computer's clock was set back: earlier samples cannot be put in order.
    if (at < newest) this.#length = 0;
    if (this.#repeats(packet)) return;
    if (this.#length === this.#at.length) this.#makeRoom(at);
    const index = this.#index(this.#length);
    this.#at[index] = at;
    this.#write(index * WIDTH, packet);
    this.#length += 1;
  }

  /** Oldest first; both ends included. */
  between(from: number, to: number): Sample[] {
    return this.#each(from, to, (place) => this.#sample(place));
  }

  placesBetween(from: number, to: number): PlaceSample[] {
    const value = (place: number): number => this.#values[this.#index(place) * WIDTH + PLACE] ?? 0;
    return this.#each(from, to, (place) => ({ at: this.#time(place), place: placeOf(value(place)) }));
  }

  #each<Found>(from: number, to: number, read: (place: number) => Found): Found[] {
    const found: Found[] = [];
    const oldest = this.#length === 0 ? 0 : this.#time(this.#length - 1) - KEPT_MS;
    const since = Math.max(from, oldest);
    for (let place = this.#firstSince(since); place < this.#length && this.#time(place) <= to; place += 1) {
      found.push(read(place));
    }
    return found;
  }

  #firstSince(since: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#time(middle) < since) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Doubles the capacity while the oldest sample is still needed; otherwise drops that sample. */
  #makeRoom(at: number): void {
    const capacity = this.#at.length;
    if (this.#time(0) < at - KEPT_MS || capacity >= LAST_CAPACITY) {
      this.#start = (this.#start + 1) % capacity;
      this.#length -= 1;
      return;
    }
    const [times, values] = [new Float64Array(capacity * 2), new Float32Array(capacity * 2 * WIDTH)];
    for (let place = 0; place < this.#length; place += 1) {
      const index = this.#index(place);
      times[place] = this.#at[index] ?? 0;
      values.set(this.#values.subarray(index * WIDTH, (index + 1) * WIDTH), place * WIDTH);
    }
    this.#at = times;
    this.#values = values;
    this.#start = 0;
  }

  #write(offset: number, { pos, velocity, normalizedSplinePos }: PacketOf<'carUpdate'>): void {
    const values = this.#values;
    values[offset] = pos[0];
    values[offset + 1] = pos[1];
    values[offset + 2] = pos[2];
    values[offset + 3] = velocity[0];
    values[offset + 4] = velocity[1];
    values[offset + 5] = velocity[2];
    values[offset + PLACE] = normalizedSplinePos;
  }

  /** Whether the server repeats a position because nothing newer came from the car. */
  #repeats({ pos, velocity }: PacketOf<'carUpdate'>): boolean {
    if (this.#length === 0) return false;
    const values = this.#values;
    const offset = this.#index(this.#length - 1) * WIDTH;
    return (
      values[offset] === Math.fround(pos[0]) &&
      values[offset + 1] === Math.fround(pos[1]) &&
      values[offset + 2] === Math.fround(pos[2]) &&
      values[offset + 3] === Math.fround(velocity[0]) &&
      values[offset + 4] === Math.fround(velocity[1]) &&
      values[offset + 5] === Math.fround(velocity[2]) &&
      Math.hypot(velocity[0], velocity[1], velocity[2]) > MOVING
    );
  }

  #sample(place: number): Sample {
    const index = this.#index(place);
    const offset = index * WIDTH;
    return sampleOf(
      this.#at[index] ?? 0,
      this.#three(offset),
      this.#three(offset + 3),
      this.#values[offset + PLACE] ?? 0,
    );
  }

  #three(offset: number): Position {
    const values = this.#values;
    return [values[offset] ?? 0, values[offset + 1] ?? 0, values[offset + 2] ?? 0];
  }

  #index(place: number): number {
    const index = this.#start + place;
    return index < this.#at.length ? index : index - this.#at.length;
  }

  #time(place: number): number {
    return this.#at[this.#index(place)] ?? 0;
  }
}
