import type { Position } from '../events/events.ts';

/** Where a car was and what it did, as the game server reported it once. */
export interface Sample {
  /** UTC, milliseconds: when it was received, which is later than when the car was there. */
  readonly at: number;
  /** Metres. */
  readonly position: Position;
  /** Metres a second, along the axes of the position; absent in what an older version stored. */
  readonly velocity?: Position | undefined;
  readonly speedKmh: number;
  /** Of the lap, 0 to 1. */
  readonly place: number;
}

const KMH = 3.6;

/**
 * To the centimetre: what is kept with an incident is kept as text. A contact asks for thousands of them: taken by their index
 * the numbers cost a fraction of what spreading and destructuring do, above all before V8 has optimized this.
 */
export function sampleOf(at: number, position: Position, velocity: Position, place: number): Sample {
  return {
    at,
    position: toCentimetres(position),
    velocity: toCentimetres(velocity),
    speedKmh: Math.round(metresPerSecond(velocity) * KMH * 10) / 10,
    place: Math.round(place * 1e6) / 1e6,
  };
}

const metresPerSecond = (velocity: Position): number =>
  Math.sqrt(velocity[0] * velocity[0] + velocity[1] * velocity[1] + velocity[2] * velocity[2]);

const toCentimetres = (values: Position): Position => [
  Math.round(values[0] * 100) / 100,
  Math.round(values[1] * 100) / 100,
  Math.round(values[2] * 100) / 100,
];
