/** What drivers did in their own clean laps tonight: where they braked, and how long each stretch took them. */
import type { Position } from '../../events/events.ts';
import type { BrakingPoint } from './braking.ts';
import { DrivenCar, type Lap, PARTS, type ToldLap } from './drivenCar.ts';

const FEWEST_LAPS = 3;
/** How long a driver takes for a stretch, over the laps that count. */
export interface UsualTime {
  readonly medianMs: number;
  /** Standard deviation. */
  readonly spreadMs: number;
}

export class OwnLaps {
  readonly #cars: (DrivenCar | undefined)[] = [];

  /** Takes a car's position. Called thousands of times a second, so it allocates nothing. */
  note(carId: number, at: number, position: Position, velocity: Position, place: number): void {
    let car = this.#cars[carId];
    if (!car) {
      car = new DrivenCar();
      this.#cars[carId] = car;
    }
    car.note(at, position, velocity, place);
  }

  /** A lap is over, a moment before or after the car is seen past the line. */
  lapCompleted(carId: number, told: ToldLap): void {
    this.#cars[carId]?.lapTold(told);
  }

  /** There was a contact: this lap does not count as a usual one. */
  spoil(carId: number): void {
    this.#cars[carId]?.abandonLap();
  }

  /** Somebody else is in the car. */
  forget(carId: number): void {
    this.#cars[carId] = undefined;
  }

  /** One list per lap. */
  brakingPoints(carId: number): readonly (readonly BrakingPoint[])[] {
    return this.#cars[carId]?.laps.map(({ braked }) => braked) ?? [];
  }

  /** From one place of the lap (0 to 1) forward to another; undefined with fewer than three laps. */
  usualTime(carId: number, from: number, to: number): UsualTime | undefined {
    const times = (this.#cars[carId]?.laps ?? [])
      .map((lap) => timeAt(lap, to) - timeAt(lap, from) + (to < from ? lap.lapMs : 0))
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const medianMs = times[times.length >> 1];
    if (medianMs === undefined || times.length < FEWEST_LAPS) return undefined;
    const spread = times.reduce((sum, each) => sum + (each - medianMs) ** 2, 0) / times.length;
    return { medianMs, spreadMs: Math.sqrt(spread) };
  }
}

function timeAt({ times }: Lap, place: number): number {
  const part = Math.max(0, Math.min(PARTS - 1, place * PARTS));
  const index = Math.floor(part);
  const [from, to] = [times[index] ?? Number.NaN, times[Math.min(PARTS - 1, index + 1)] ?? Number.NaN];
  return from + (to - from) * (part - index);
}
