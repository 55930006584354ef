/** Both cars of a contact report it, at speeds and places of their own, each as late as its own game is. */
import type { Driver, EventOf, Position } from '../events/events.ts';
import type { Sample } from './tracesSample.ts';

/**
 * How late a report can be: each game sends its contacts once in 5 s, on a grid that begins when it has loaded. The rest
 * is the way to us.
 */
export const LATE_MS = 5500;

const MIRROR_MS = LATE_MS;
const MIRROR_M = 15;

// Cars that lean on each other report again and again: that is one contact as long as they stay together.
const REPEAT_MS = 9000;
const REPEAT_M = 2.2;

/** No report can still be of a contact of which the last one came this long ago. */
export const CONTACT_OPEN_MS = Math.max(MIRROR_MS, REPEAT_MS);

interface ContactReport {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly position: Position;
}

/** One report of one car about another. */
export type CarReport = ContactReport & Pick<EventOf<'contact'>, 'driver'> & { readonly other: Driver };

/** Whether two reports, one of each car, can be of the same contact. */
export const isMirror = (one: ContactReport, other: ContactReport): boolean =>
  Math.abs(one.at - other.at) <= MIRROR_MS && distanceM(one.position, other.position) <= MIRROR_M;

/** Whether a report is another one of the contact that all of these are reports of. */
export function isOfContact(reports: readonly CarReport[], report: CarReport): boolean {
  const [first] = reports;
  const pair = [report.driver.guid, report.other.guid];
  if (!first || !pair.includes(first.driver.guid) || !pair.includes(first.other.guid)) return false;
  // Each car tells a contact once; what it tells again from elsewhere is another contact.
  const isNews = reports.every(({ driver }) => driver.guid !== report.driver.guid);
  return reports.some((earlier) => (isNews && isMirror(report, earlier)) || isRepeat(report, earlier));
}

const isRepeat = (one: ContactReport, other: ContactReport): boolean =>
  Math.abs(one.at - other.at) <= REPEAT_MS && distanceM(one.position, other.position) <= REPEAT_M;

/** At 250 ms between two samples a car at 300 km/h moves 21 m. */
const AT_CONTACT_M = 25;

/** When the car was where it says that it was hit, UTC; undefined where that was not recorded. */
export function momentOf({ position, at }: ContactReport, trace: readonly Sample[]): number | undefined {
  const [closest] = trace
    .filter((sample) => sample.at >= at - LATE_MS && sample.at <= at)
    .map((sample) => ({ at: sample.at, metres: distanceM(sample.position, position) }))
    .sort((a, b) => a.metres - b.metres);
  return closest && closest.metres <= AT_CONTACT_M ? closest.at : undefined;
}

/** In a straight line, metres. */
export const distanceM = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
