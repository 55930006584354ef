import type { Position } from '../events/events.ts';

/** A car's position and motion, as the game server reported it once. */
export interface Sample {
  /** UTC, milliseconds: when it was received, which is later than when the car was there. */
  readonly at: number;
  /** Metres. */
  readonly position: Position;
  /** Metres per second, along the axes of the position; absent in samples of older versions. */
  readonly velocity?: Position | undefined;
  readonly speedKmh: number;
  /** Place in the lap, 0 to 1. */
  readonly place: number;
}

/** A car's place around the lap at a time: all that the order of the cars needs. */
export type PlaceSample = Pick<Sample, 'at' | 'place'>;

const KMH = 3.6;

/**
 * Rounded to the centimetre, because samples kept with an incident are text. A contact needs thousands of them.
 * Indexing costs a fraction of spreading and destructuring, above all before V8 has optimized this.
 */
export function sampleOf(at: number, position: Position, velocity: Position, place: number): Sample {
  return {
    at,
    position: toCentimetres(position),
    velocity: toCentimetres(velocity),
    speedKmh: Math.round(metresPerSecond(velocity) * KMH * 10) / 10,
    place: placeOf(place),
  };
}

/** As in a whole sample. */
export const placeOf = (place: number): number => Math.round(place * 1e6) / 1e6;

const metresPerSecond = (velocity: Position): number =>
  Math.sqrt(velocity[0] * velocity[0] + velocity[1] * velocity[1] + velocity[2] * velocity[2]);

const toCentimetres = (values: Position): Position => [
  Math.round(values[0] * 100) / 100,
  Math.round(values[1] * 100) / 100,
  Math.round(values[2] * 100) / 100,
];
