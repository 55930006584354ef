/**
 * How far off the distance between two cars can be, 95 of 100, by how their positions were put on one clock: measured
 * with generated duels (docs/evidence.md). An error of time becomes metres by the speed.
 */
import type { Timing } from '../../events/evidence.ts';

export interface Spread {
  /** What is printed. */
  readonly errorM: number;
  /** Nearer to a limit than this nothing is said; smaller than the error, for both sides of a limit are as likely. */
  readonly marginM: number;
}

/** Standard deviation: the two places of a contact are 0.25 m off each. */
const PLACES_M = 0.25;
/** The same of time: both games feel a contact within 20 ms (as far as anybody knows), and the mean ages differ. */
const MOMENT_S = 0.008;
const [PRINTED, DECIDES] = [1.96, 1.1] as const;

/** Two lines of 10 to 70 ms differ by 47 ms, and the mean age is known to 9 ms. */
const LATENCY_S = 0.048;
const LATENCY_DECIDES_S = 0.029;

/** With the ages of single samples on top: 0 to 56 ms each. */
const RECEIVED_S = 0.087;

/** What is left at any speed. */
const LEAST_M = 0.5;

/**
 * @param speed of the faster car at the moment that is asked about, metres a second
 * @param contactSpeed the same at the contact, where the clocks were compared
 */
export function spreadOf(timing: Timing, speed: number, contactSpeed: number): Spread {
  if (timing === 'contact') {
    // What is off at the contact is off in time: more metres where the cars were faster.
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
