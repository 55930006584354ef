import type { Position } from '../../events/events.ts';
import type { CarPart } from '../../events/evidence.ts';

/** Metres from the car's origin, which is about its centre: further out is the front, the rear or a side. */
const END_M = 1.2;
const SIDE_M = 0.6;

/** The part of a car at a place in its own frame: x to the left, z to the front. */
export function partAt([x, , z]: Position): CarPart {
  const side = x > SIDE_M ? 'left' : x < -SIDE_M ? 'right' : undefined;
  if (z > END_M) return side ? `${side} front` : 'nose';
  if (z < -END_M) return side ? `${side} rear` : 'tail';
  return side ? `${side} side` : 'middle';
}
