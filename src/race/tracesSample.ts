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

/** To the centimetre: what is kept with an incident is kept as text. */
export function sampleOf(at: number, position: Position, velocity: Position, place: number): Sample {
  return {
    at,
    position: toCentimetres(position),
    velocity: toCentimetres(velocity),
    speedKmh: rounded(Math.hypot(...velocity) * KMH, 1),
    place: rounded(place, 6),
  };
}

const toCentimetres = ([x, y, z]: Position): Position => [rounded(x, 2), rounded(y, 2), rounded(z, 2)];

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
