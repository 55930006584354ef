/**
 * V8 compiles a function when it is first called. The first contact after a start had to wait for that, 10 ms on top of
 * its own work. So the evidence of an invented contact is worked out beforehand, when nobody waits for it.
 */
import type { Evidence } from '../../events/evidence.ts';
import { type Sample, sampleOf } from '../../race/tracesSample.ts';
import { AFTER_MS, consequenceOf, runnerOf } from './consequence.ts';
import { evidenceOf } from './evidence.ts';

/** Of the contact: UTC, milliseconds. */
const AT = 60_000;
const STEP_MS = 250;
const LAP_M = 5000;
/** Metres per second. */
const SPEED = 50;
/** Side by side. `left`: metres from the line that the first one drives. */
const CARS = [
  { carId: 0, left: 0 },
  { carId: 1, left: 2 },
] as const;

/** The evidence, for tests. */
export function rehearse(): Evidence {
  const traces = [drivenAt(CARS[0].left), drivenAt(CARS[1].left)] as const;
  const reports = CARS.map(({ carId, left }) => ({
    carId,
    at: AT + STEP_MS,
    position: [(SPEED * AT) / 1000, 0, 1] as const,
    relativePosition: [1 - left, 0, 0] as const,
  }));
  const evidence = evidenceOf({ cars: [0, 1], reports, traces });
  const runners = CARS.map(({ carId }) => runnerOf({ carId, places: traces[carId], lapsAt: [] }));
  const aftermath = { at: AT, runners, raceSince: 0, usualTime: () => undefined };
  for (const { carId } of CARS) consequenceOf(carId, { ...aftermath, trace: traces[carId] });
  return evidence;
}

/** A car on a straight, this many metres to the left, from ten seconds before the contact to ten after it. */
function drivenAt(left: number): Sample[] {
  const samples: Sample[] = [];
  for (let at = AT - AFTER_MS; at <= AT + AFTER_MS; at += STEP_MS) {
    const metres = (SPEED * at) / 1000;
    samples.push(sampleOf(at, [metres, 0, left], [SPEED, 0, 0], (metres % LAP_M) / LAP_M));
  }
  return samples;
}
