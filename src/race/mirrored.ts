/** Both cars of a contact report it, at speeds and places of their own, each as late as its own game is. */
import type { EventOf, Position } from '../events/events.ts';
import type { RecentContact, Session } from './state.ts';

const MIRROR_MS = 5000;
const MIRROR_M = 15;

interface ContactReport {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly position: Position;
}

/** Whether two reports, one of each car, can be of the same contact. */
export const isMirror = (one: ContactReport, other: ContactReport): boolean =>
  Math.abs(one.at - other.at) <= MIRROR_MS && distanceM(one.position, other.position) <= MIRROR_M;

/** What the other car has reported of this contact before. */
export const mirrorsOf = (
  event: Pick<EventOf<'contact'>, 'driver' | 'other' | 'at' | 'position'>,
  { recentContacts }: Pick<Session, 'recentContacts'>,
): readonly RecentContact[] =>
  recentContacts.filter(
    (told) => told.carId === event.other?.carId && told.otherCarId === event.driver.carId && isMirror(told, event),
  );

/** In a straight line, metres. */
export const distanceM = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
