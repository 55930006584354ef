/** What is known of a contact of an incident, by all its reports and the positions that are on file. */
import type { Evidence } from '../../events/evidence.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { evidenceOf } from '../evidence/evidence.ts';
import type { TrackLine } from '../evidence/line.ts';
import type { OwnLaps } from '../evidence/ownLaps.ts';
import type { CarContact } from './cluster.ts';

/** The recorded positions of one car, the oldest first. */
export type Trace = readonly Sample[];

/** How long before a contact is looked at. */
export const BEFORE_MS = 5000;

/** What is known beside the contact itself; all of it may be missing. */
export interface Known {
  readonly line?: (() => TrackLine | undefined) | undefined;
  readonly usual?: Pick<OwnLaps, 'brakingPoints'> | undefined;
}

/** @param traces by car id */
export function contactEvidence(
  { drivers, reports }: CarContact,
  traces: Readonly<Record<number, Trace>>,
  { line, usual }: Known = {},
): Evidence {
  const [one, other] = drivers;
  return evidenceOf({
    cars: [one.carId, other.carId],
    reports: reports.map(({ driver, at, position, relativePosition }) => {
      return { carId: driver.carId, at, position, relativePosition };
    }),
    late: reports.some((report) => report.late),
    traces: [traces[one.carId] ?? [], traces[other.carId] ?? []],
    line: line?.(),
    usualBraking: usual && [usual.brakingPoints(one.carId), usual.brakingPoints(other.carId)],
  });
}
