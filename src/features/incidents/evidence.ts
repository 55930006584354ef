/** What is known of a contact of an incident, by all its reports and the positions that are on file. */
import type { Evidence } from '../../events/evidence.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { evidenceOf } from '../evidence/evidence.ts';
import type { CarContact } from './cluster.ts';

/** The recorded positions of one car, the oldest first. */
export type Trace = readonly Sample[];

/** How long before a contact is looked at. */
export const BEFORE_MS = 5000;

/** @param traces by car id */
export function contactEvidence({ drivers, reports }: CarContact, traces: Readonly<Record<number, Trace>>): Evidence {
  const [one, other] = drivers;
  return evidenceOf({
    cars: [one.carId, other.carId],
    reports: reports.map(({ driver, at, position, relativePosition }) => {
      return { carId: driver.carId, at, position, relativePosition };
    }),
    late: reports.some((report) => report.late),
    traces: [traces[one.carId] ?? [], traces[other.carId] ?? []],
  });
}
