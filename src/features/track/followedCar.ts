import type { PacketOf } from '../../acserver/udp/packets.ts';
import { LapSamples, type LineSample } from './lap.ts';

/** A lap with a slower moment does not show where the track goes: m/s. */
const CRAWL_MS = 5;
/** The slowest clean lap, relative to the car's best. */
const SLOWEST = 1.15;
/** A contact in the lap is reported up to this long after it; the game waits a bit more than five seconds. */
const REPORTED_WITHIN_MS = 5500;
/** The lap-completed packet arrives within this time of the car's first position after the line. */
const TOLD_WITHIN_MS = 3000;

interface FinishedLap {
  readonly samples: LapSamples;
  readonly endedAt: number;
  isClean?: boolean;
}

/** Watches one car for complete, clean laps. Times are in milliseconds on any monotonic clock. */
export class FollowedCar {
  #lap = new LapSamples();
  /** Of the current lap: whether it began at the line, and whether nothing has happened in it. */
  #isWhole = false;
  #isClean = true;
  #last: LineSample | undefined;
  #lastAt = 0;
  #finished: FinishedLap | undefined;
  /** The lap-completed packet arrived before the car was seen after the line. */
  #told: { readonly isFast: boolean; readonly at: number } | undefined;
  #bestMs = Number.POSITIVE_INFINITY;

  /** Where the car was last seen. */
  get last(): LineSample | undefined {
    return this.#last;
  }

  /** @returns a lap that has now turned out to be clean */
  seen({ pos, velocity, normalizedSplinePos: place }: PacketOf<'carUpdate'>, at: number) {
    const sample = { place, x: pos[0], z: pos[2], vx: velocity[0], vz: velocity[2] };
    if (!isSound(sample)) return undefined;
    this.#take(sample, at);
    return this.#ripe(at);
  }

  lapCompleted({ lapTimeMs, cuts }: PacketOf<'lapCompleted'>, at: number): void {
    const isValid = cuts === 0 && lapTimeMs > 0;
    if (isValid) this.#bestMs = Math.min(this.#bestMs, lapTimeMs);
    const isFast = isValid && lapTimeMs <= SLOWEST * this.#bestMs;
    const finished = this.#finished;
    if (finished && finished.isClean === undefined && at - finished.endedAt <= TOLD_WITHIN_MS)
      finished.isClean = isFast;
    else this.#told = { isFast, at };
  }

  /** The contact may have been in the previous lap, and most likely was in this one. */
  touched(): void {
    this.#isClean = false;
    this.#finished = undefined;
  }

  #take(sample: LineSample, at: number): void {
    const [last, lastAt] = [this.#last, this.#lastAt];
    this.#last = sample;
    this.#lastAt = at;
    const speed = lengthOf(sample.vx, sample.vz);
    if (!last) return;
    if (speed > 1 && isRepeat(last, sample)) return;
    if (hasJumped(last, sample, at - lastAt)) this.#restart(sample, false);
    else if (last.place > 0.9 && sample.place < 0.1) this.#crossLine(last, sample, at);
    else this.#goOn(last, sample, speed);
  }

  #goOn(last: LineSample, sample: LineSample, speed: number): void {
    // Moving backwards, including over the line.
    if (sample.place < last.place - 0.001 || sample.place > last.place + 0.5) this.#isClean = false;
    if (speed < CRAWL_MS) this.#isClean = false;
    if (this.#isWhole && this.#isClean) this.#lap.add(sample);
  }

  #crossLine(before: LineSample, behind: LineSample, at: number): void {
    this.#lap.add(behind);
    const told = this.#told && at - this.#told.at <= TOLD_WITHIN_MS ? this.#told.isFast : undefined;
    this.#told = undefined;
    this.#finished = this.#isWhole && this.#isClean ? { samples: this.#lap, endedAt: at, isClean: told } : undefined;
    this.#restart(before, true);
    this.#lap.add(behind);
  }

  #restart(sample: LineSample, isWhole: boolean): void {
    this.#lap = new LapSamples();
    this.#isWhole = isWhole;
    this.#isClean = true;
    if (isWhole) this.#lap.add(sample);
  }

  #ripe(at: number): LapSamples | undefined {
    const finished = this.#finished;
    if (!finished || at - finished.endedAt < REPORTED_WITHIN_MS) return undefined;
    this.#finished = undefined;
    return finished.isClean === true ? finished.samples : undefined;
  }
}

/** Math.hypot takes ten times as long. */
const lengthOf = (x: number, z: number): number => Math.sqrt(x * x + z * z);

/** A sum is finite only if all its parts are. */
const isSound = ({ place, x, z, vx, vz }: LineSample): boolean =>
  Number.isFinite(x + z + vx + vz) && place >= 0 && place <= 1;

/** The server repeats the last state of a car when no new one has come. */
const isRepeat = (one: LineSample, other: LineSample): boolean =>
  one.x === other.x && one.z === other.z && one.vx === other.vx && one.vz === other.vz;

/** Further than the car could have driven: it was teleported, or it is another car. */
function hasJumped(from: LineSample, to: LineSample, ms: number): boolean {
  const fastest = Math.max(lengthOf(from.vx, from.vz), lengthOf(to.vx, to.vz));
  return lengthOf(to.x - from.x, to.z - from.z) > (1.5 * fastest * Math.max(0, ms)) / 1000 + 5;
}
