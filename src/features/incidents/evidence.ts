/** What the recorded positions of two cars say about their contact. */
import type { Driver } from '../../events/events.ts';
import type { CarEvidence, Evidence } from '../../events/incident.ts';
import { distanceM, momentOf } from '../../race/mirrored.ts';
import type { Sample } from '../../race/tracesSample.ts';
import type { Report } from './cluster.ts';

/** The recorded positions of one car, the oldest first. */
export type Trace = readonly Sample[];

/** Both cars of a contact, in the order of its drivers. */
export type TracePair = readonly [Trace, Trace];

/** How long before a contact is looked at. */
export const BEFORE_MS = 5000;

/** A sample further off than this is not that second's. */
const SAMPLE_MS = 300;

/** Closer together on the lap than this, about two metres, nobody is ahead. */
const LEVEL = 0.0005;

/** Between two samples a car may have been faster than in both. */
const [MARGIN, MARGIN_M] = [1.5, 5] as const;

const SECONDS_BEFORE = [5, 3, 1, 0] as const;

/**
 * What the two cars of a contact did in the seconds before it; undefined where that was not recorded.
 *
 * @param report whose position is where the contact was
 */
export function evidenceOf(report: Report, [own, others]: TracePair): Evidence | undefined {
  const at = momentOf(report, own);
  if (at === undefined) return undefined;
  const [car, other] = [nearest(own, at), nearest(others, at)];
  if (!car || !other) return undefined;
  return {
    at,
    place: Math.round(car.place * 10_000) / 10_000,
    cars: [carEvidence(report.driver, own, at), carEvidence(report.other, others, at)],
    ...approach(report, { at, now: [car, other], before: [nearest(own, at - 1000), nearest(others, at - 1000)] }),
  };
}

function carEvidence({ carId }: Driver, trace: Trace, at: number): CarEvidence {
  const speeds = SECONDS_BEFORE.flatMap((secondsBefore) => {
    const sample = nearest(trace, at - secondsBefore * 1000);
    return sample ? [{ secondsBefore, kmh: tenths(sample.speedKmh) }] : [];
  });
  return { carId, speeds };
}

interface Moments {
  readonly at: number;
  readonly now: readonly [Sample, Sample];
  readonly before: readonly [Sample | undefined, Sample | undefined];
}

/** Who was ahead one second before, and how fast they came together in that second. */
function approach(
  { driver, other }: Report,
  { at, now, before: [own, others] }: Moments,
): Pick<Evidence, 'aheadCarId' | 'gapM' | 'closingKmh'> {
  if (!own || !others || !isDriven(own, now[0]) || !isDriven(others, now[1])) return {};
  const gapM = distanceM(own.position, others.position);
  const metres = gapM - distanceM(now[0].position, now[1].position);
  const lead = leadOf(own.place, others.place);
  return {
    aheadCarId: Math.abs(lead) < LEVEL ? undefined : lead > 0 ? driver.carId : other.carId,
    gapM: tenths(gapM),
    closingKmh: at > own.at ? tenths((metres / ((at - own.at) / 1000)) * 3.6) : undefined,
  };
}

/** A car that was set somewhere else has come from nowhere. */
function isDriven(from: Sample, to: Sample): boolean {
  const possible = (Math.max(from.speedKmh, to.speedKmh) / 3.6) * ((to.at - from.at) / 1000);
  return distanceM(from.position, to.position) <= possible * MARGIN + MARGIN_M;
}

/** How far ahead on the lap, of which the line is the beginning and the end. */
function leadOf(place: number, other: number): number {
  const lead = place - other;
  return lead - Math.round(lead);
}

function nearest(trace: Trace, at: number): Sample | undefined {
  const [found] = trace
    .filter((sample) => Math.abs(sample.at - at) <= SAMPLE_MS)
    .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
  return found;
}

/** More than that nobody has measured. */
const tenths = (value: number): number => Math.round(value * 10) / 10;
