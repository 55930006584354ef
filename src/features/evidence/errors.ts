/**
 * How far off the distance between two cars can be, for 95 of 100, depending on how their positions were put on one
 * clock. Measured with generated duels (docs/evidence.md). The speed turns an error of time into metres.
 */
import type { Timing } from '../../events/evidence.ts';

export interface Spread {
  /** The printed error. */
  readonly errorM: number;
  /** Nothing is said closer to a limit than this. Smaller than the error: both sides of a limit are equally likely. */
  readonly marginM: number;
}

/** Standard deviation: each of the two places of a contact is off by 0.25 m. */
const PLACES_M = 0.25;
/** The same for time: both games feel a contact within 20 ms (as far as is known), and the mean ages differ. */
const MOMENT_S = 0.008;
const [PRINTED, DECIDES] = [1.96, 1.1] as const;

/** Two connections of 10 to 70 ms differ by 47 ms, and the mean age is known to 9 ms. */
const LATENCY_S = 0.048;
const LATENCY_DECIDES_S = 0.029;

/** This includes the ages of single samples: 0 to 56 ms each. */
const RECEIVED_S = 0.087;

/** The error that remains at any speed. */
const LEAST_M = 0.5;

/**
 * @param speed of the faster car at the moment in question, metres per second
 * @param contactSpeed the same at the contact, where the clocks were compared
 */
export function spreadOf(timing: Timing, speed: number, contactSpeed: number): Spread {
  if (timing === 'contact') {
    // The error at the contact is one of time: it is more metres where the cars were faster.
    const places = PLACES_M * Math.max(1, speed / Math.max(1, contactSpeed));
    const deviation = Math.hypot(places, MOMENT_S * speed);
    return { errorM: PRINTED * deviation, marginM: DECIDES * deviation };
  }
  if (timing === 'speeds') {
    return { errorM: Math.max(LEAST_M, LATENCY_S * speed), marginM: Math.max(LEAST_M, LATENCY_DECIDES_S * speed) };
  }
  const errorM = Math.max(1, RECEIVED_S * speed);
  return { errorM, marginM: errorM };
}
