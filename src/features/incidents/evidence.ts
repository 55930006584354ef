/** The evidence for a contact of an incident, from all its reports and the stored positions. */
import type { Evidence } from '../../events/evidence.ts';
import { momentOf } from '../../race/mirrored.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { evidenceOf } from '../evidence/evidence.ts';
import { LearntTrack } from '../evidence/learntTrack.ts';
import type { OwnLaps } from '../evidence/ownLaps.ts';
import type { LearntLine } from '../track/line.ts';
import type { CarContact } from './cluster.ts';

/** The recorded positions of one car, oldest first. */
export type Trace = readonly Sample[];

/** How long before a contact to look. */
export const BEFORE_MS = 5000;

/** What is known besides the contact itself; all of it may be missing. */
export interface Known {
  readonly line?: (() => LearntLine | undefined) | undefined;
  readonly usual?: Pick<OwnLaps, 'brakingPoints'> | undefined;
}

/** @param traces by car id */
export function contactEvidence(
  { drivers, reports }: CarContact,
  traces: Readonly<Record<number, Trace>>,
  { line, usual }: Known = {},
): Evidence {
  const [one, other] = drivers;
  const learnt = line?.();
  return evidenceOf({
    cars: [one.carId, other.carId],
    reports: reports.map(({ driver, at, position, relativePosition }) => {
      return { carId: driver.carId, at, position, relativePosition };
    }),
    late: reports.some((report) => report.late),
    traces: [traces[one.carId] ?? [], traces[other.carId] ?? []],
    line: learnt && new LearntTrack(learnt, placeOf(reports, traces)),
    usualBraking: usual && [usual.brakingPoints(one.carId), usual.brakingPoints(other.carId)],
  });
}

/** The place around the lap, 0 to 1, of the car that reported it first, at the moment it was hit. */
function placeOf([first]: CarContact['reports'], traces: Readonly<Record<number, Trace>>): number | undefined {
  if (!first) return undefined;
  const moment = momentOf(first, traces[first.driver.carId] ?? []);
  return traces[first.driver.carId]?.find(({ at }) => at === moment)?.place;
}
