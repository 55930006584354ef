/** How far alongside two cars are, in the sport's words, from how far one is ahead of the other. */
import type { Alongside, Figure } from '../../events/evidence.ts';

/** Metres ahead of a car's origin; models differ by about 0.2 m. */
const FRONT_AXLE_M = 1.35;
const MIRROR_M = 0.55;

/** Cars whose centres are closer than this are side by side. */
const SIDE_BY_SIDE_M = 1;
/** Cars further apart than this do not overlap: nose to tail. */
export const NO_OVERLAP_M = 3.3;
/** The same before a contact, where the nose only has to be clear of the rear wheels. */
export const NO_OVERLAP_BEFORE_M = 3;

interface Sureness {
  /** The error printed with the number, metres. */
  readonly errorM: number;
  /** Nothing is decided closer to a limit than this; the error if absent. */
  readonly marginM?: number;
  readonly noOverlapM: number;
}

/** @param behindM how far the car is behind the other one, along their direction of travel; negative: ahead */
export function alongside(carId: number, behindM: number, sureness: Sureness): Alongside {
  const { errorM, marginM = errorM, noOverlapM } = sureness;
  const axleM = FRONT_AXLE_M - behindM - MIRROR_M;
  return {
    carId,
    behindM: figure(behindM, errorM),
    overlap: overlapAt(Math.abs(behindM), marginM, noOverlapM),
    axleToMirrorM: figure(axleM, errorM),
    axle: Math.abs(axleM) <= marginM ? 'level' : axleM > 0 ? 'past' : 'short',
  };
}

function overlapAt(gapM: number, marginM: number, noOverlapM: number): Alongside['overlap'] {
  if (Math.abs(gapM - noOverlapM) <= marginM) return { notDecided: 'within the error' };
  if (gapM > noOverlapM) return 'none';
  return gapM <= SIDE_BY_SIDE_M ? 'side by side' : 'some';
}

/** Errors are rounded up: nothing is claimed that was not measured. */
export const figure = (value: number, plusMinus: number): Figure => ({
  value: Math.round(value * 100) / 100,
  plusMinus: Math.ceil(plusMinus * 10 - 1e-6) / 10,
});
