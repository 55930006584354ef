import type { PacketOf } from '../../acserver/udp/packets.ts';
import { LapSamples, type LineSample } from './lap.ts';

/** Slower than this is no lap that shows where the track goes: m/s. */
const CRAWL_MS = 5;
/** What a clean lap takes at most, against the best of the car. */
const SLOWEST = 1.15;
/** A contact of the lap is reported up to so long after it; a game waits five seconds, and some. */
const REPORTED_WITHIN_MS = 5500;
/** The end of a lap is told within this of the car's first position behind the line. */
const TOLD_WITHIN_MS = 3000;

interface FinishedLap {
  readonly samples: LapSamples;
  readonly endedAt: number;
  isClean?: boolean;
}

/** Watches one car for whole, clean laps. Times are milliseconds on any clock that does not jump. */
export class FollowedCar {
  #lap = new LapSamples();
  /** Of this lap: whether it began at the line, and nothing has happened in it. */
  #isWhole = false;
  #isClean = true;
  #last: LineSample | undefined;
  #lastAt = 0;
  #finished: FinishedLap | undefined;
  /** The end of a lap was told before the car was seen behind the line. */
  #told: { readonly isFast: boolean; readonly at: number } | undefined;
  #bestMs = Number.POSITIVE_INFINITY;

  /** Where the car was last seen. */
  get last(): LineSample | undefined {
    return this.#last;
  }

  /** @returns a lap that turns out by now to have been clean */
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

  /** It may have been in the lap before, and most likely was in this one. */
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
    // Backwards, also over the line.
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

/** A sum is a number where all of it are. */
const isSound = ({ place, x, z, vx, vz }: LineSample): boolean =>
  Number.isFinite(x + z + vx + vz) && place >= 0 && place <= 1;

/** The server sends the last state of a car again where none has come since. */
const isRepeat = (one: LineSample, other: LineSample): boolean =>
  one.x === other.x && one.z === other.z && one.vx === other.vx && one.vz === other.vz;

/** Further than the car could have gone: it was put there, or is another one. */
function hasJumped(from: LineSample, to: LineSample, ms: number): boolean {
  const fastest = Math.max(lengthOf(from.vx, from.vz), lengthOf(to.vx, to.vz));
  return lengthOf(to.x - from.x, to.z - from.z) > (1.5 * fastest * Math.max(0, ms)) / 1000 + 5;
}
