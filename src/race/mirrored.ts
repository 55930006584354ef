/** Both cars of a contact report it, with their own speeds and places, each as late as its own game is. */
import type { Driver, EventOf, Position } from '../events/events.ts';
import type { Sample } from './tracesSample.ts';

/**
 * The most that a report can be late: each game sends its contacts once in 5 s, counted from when it loaded. The rest
 * is the network.
 */
export const LATE_MS = 5500;

const MIRROR_MS = LATE_MS;
const MIRROR_M = 15;

// Cars that lean on each other report repeatedly: that is one contact as long as they stay together.
const REPEAT_MS = 9000;
const REPEAT_M = 2.2;

/** A contact gets no more reports once its last one is older than this. */
export const CONTACT_OPEN_MS = Math.max(MIRROR_MS, REPEAT_MS);

interface ContactReport {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly position: Position;
}

/** One report of one car about another. */
export type CarReport = ContactReport & Pick<EventOf<'contact'>, 'driver'> & { readonly other: Driver };

/** Whether two reports, one from each car, can be of the same contact. */
export const isMirror = (one: ContactReport, other: ContactReport): boolean =>
  Math.abs(one.at - other.at) <= MIRROR_MS && distanceM(one.position, other.position) <= MIRROR_M;

/** Whether a report is another one of the contact that all of these describe. */
export function isOfContact(reports: readonly CarReport[], report: CarReport): boolean {
  const [first] = reports;
  const pair = [report.driver.guid, report.other.guid];
  if (!first || !pair.includes(first.driver.guid) || !pair.includes(first.other.guid)) return false;
  // Each car reports a contact once. Another report from elsewhere is another contact.
  const isNews = reports.every(({ driver }) => driver.guid !== report.driver.guid);
  return reports.some((earlier) => (isNews && isMirror(report, earlier)) || isRepeat(report, earlier));
}

const isRepeat = (one: ContactReport, other: ContactReport): boolean =>
  Math.abs(one.at - other.at) <= REPEAT_MS && distanceM(one.position, other.position) <= REPEAT_M;

/** At 250 ms between samples, a car at 300 km/h moves 21 m. */
const AT_CONTACT_M = 25;

/** When the car was at the place it reported, UTC; undefined if that was not recorded. */
export function momentOf({ position, at }: ContactReport, trace: readonly Sample[]): number | undefined {
  const [closest] = trace
    .filter((sample) => sample.at >= at - LATE_MS && sample.at <= at)
    .map((sample) => ({ at: sample.at, metres: distanceM(sample.position, position) }))
    .sort((a, b) => a.metres - b.metres);
  return closest && closest.metres <= AT_CONTACT_M ? closest.at : undefined;
}

/** Straight-line distance, metres. */
export const distanceM = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
